using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Language;

namespace TwilioEvents.Binding;

/// <summary>
/// Reads a PowerShell data file as data: tables, lists and constants. No code in it is run: what is neither is an error with
/// its line.
/// </summary>
internal static class DataFile
{
    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Dictionaries, arrays and scalars.</returns>
    /// <exception cref="EventsConfigurationException">It is not data. All that is wrong is told, each with its line.</exception>
    public static object? Read(string text)
    {
        ScriptBlockAst script = Parser.ParseInput(text, out _, out ParseError[] errors);
        if (errors.Length > 0)
            throw new EventsConfigurationException(errors.Select(error => Line(error.Extent) + error.Message).ToArray());
        var problems = new List<string>();
        StatementAst[] statements = script.EndBlock?.Statements.ToArray() ?? Array.Empty<StatementAst>();
        object? value = null;
        if (statements.Length == 1 && script.ParamBlock is null && script.BeginBlock is null && script.ProcessBlock is null)
            value = Value(statements[0], problems);
        else
            problems.Add("The file is not one table: it begins with @{ and ends with }.");
        return problems.Count == 0 ? value : throw new EventsConfigurationException(problems);
    }

    private static object? Value(Ast ast, List<string> problems)
    {
        switch (ast)
        {
            case PipelineAst { PipelineElements.Count: 1 } pipeline:
                return Value(pipeline.PipelineElements[0], problems);
            case CommandExpressionAst { Redirections.Count: 0 } expression:
                return Value(expression.Expression, problems);
            case ParenExpressionAst paren:
                return Value(paren.Pipeline, problems);
            case ConstantExpressionAst constant:
                return constant.Value;
            case VariableExpressionAst variable when Constant(variable, out object? value):
                return value;
            case UnaryExpressionAst { TokenKind: TokenKind.Minus, Child: ConstantExpressionAst { Value: int number } }:
                return -number;
            case HashtableAst table:
                var map = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
                foreach ((ExpressionAst key, StatementAst item) in table.KeyValuePairs.Select(pair => (pair.Item1, pair.Item2)))
                    map[Convert.ToString(Value(key, problems), CultureInfo.InvariantCulture) ?? string.Empty] = Value(item, problems);
                return map;
            case ArrayLiteralAst list:
                return list.Elements.Select(item => Value(item, problems)).ToArray();
            case ArrayExpressionAst array:
                return array.SubExpression.Statements.SelectMany(statement => Items(Value(statement, problems))).ToArray();
            default:
                problems.Add(Line(ast.Extent) + "only tables, lists and constants can stand in the file, and no code.");
                return null;
        }
    }

    // @( ) makes one list of what its statements give.
    private static object?[] Items(object? value) => value is object?[] list ? list : new[] { value };

    private static bool Constant(VariableExpressionAst variable, out object? value)
    {
        string name = variable.VariablePath.UserPath.ToUpperInvariant();
        value = name == "NULL" ? null : name == "TRUE";
        return !variable.Splatted && name is "TRUE" or "FALSE" or "NULL";
    }

    private static string Line(IScriptExtent extent) => FormattableString.Invariant($"Line {extent.StartLineNumber}: ");
}
