using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;
using System.Text;

namespace TwilioEvents.EmbeddedHost;

/// <summary>A host that gathers what it is told to print, and answers questions with a fixed choice.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly Screen screen;

    /// <summary>Makes the host.</summary>
    /// <param name="width">Columns of its screen.</param>
    /// <param name="colours">Whether its screen understands colours.</param>
    public RecordingHost(int width = 80, bool colours = false) =>
        this.screen = new Screen(width, colours, () => this.ProgressWritten?.Invoke(this, EventArgs.Empty));

    /// <summary>Is raised each time that progress was shown.</summary>
    public event EventHandler? ProgressWritten;

    /// <summary>What was printed so far.</summary>
    public string Text => this.screen.Printed.ToString();

    /// <summary>The questions that were asked.</summary>
    public IReadOnlyList<string> Questions => this.screen.Asked;

    /// <summary>The progress that was shown.</summary>
    public IEnumerable<ProgressRecord> Progress => this.screen.Progress;

    /// <summary>The choice that answers each question; for -Confirm 0 is Yes, 2 is No.</summary>
    public int Choice
    {
        get => this.screen.Choice;
        set => this.screen.Choice = value;
    }

    /// <inheritdoc/>
    public override string Name => "EmbeddedHost";

    /// <inheritdoc/>
    public override Version Version => new(1, 0);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => this.screen;

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <summary>Gives what was printed and forgets it.</summary>
    public string Take()
    {
        string text = this.Text;
        this.screen.Printed.Clear();
        return text;
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class Screen : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
    {
        private readonly bool colours;
        private readonly Action progressWritten;

        public Screen(int width, bool colours, Action progressWritten)
        {
            this.colours = colours;
            this.progressWritten = progressWritten;
            this.RawUI = new RawScreen(width);
        }

        public StringBuilder Printed { get; } = new();

        public List<string> Asked { get; } = new();

        public ConcurrentQueue<ProgressRecord> Progress { get; } = new();

        public int Choice { get; set; }

        public override PSHostRawUserInterface RawUI { get; }

        public override bool SupportsVirtualTerminal => this.colours;

        public override void Write(string value) => this.Printed.Append(this.Render(value));

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
            this.Printed.Append(this.Render(value));

        public override void WriteLine(string value) => this.Printed.Append(this.Render(value)).Append('\n');

        public override void WriteErrorLine(string value) => this.WriteColoured("31", value);

        public override void WriteWarningLine(string message) => this.WriteColoured("33", "WARNING: " + message);

        public override void WriteVerboseLine(string message) => this.WriteColoured("33", "VERBOSE: " + message);

        public override void WriteDebugLine(string message) => this.WriteColoured("33", "DEBUG: " + message);

        // A copy: the cmdlet writes the same record again and again.
        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
            this.Progress.Enqueue(new ProgressRecord(record.ActivityId, record.Activity, record.StatusDescription)
            {
                PercentComplete = record.PercentComplete,
                SecondsRemaining = record.SecondsRemaining,
                RecordType = record.RecordType,
            });
            this.progressWritten();
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            this.Asked.Add(caption + "\n" + message);
            return this.Choice;
        }

        public Collection<int> PromptForChoice(string? caption, string? message, Collection<ChoiceDescription> choices,
            IEnumerable<int>? defaultChoices)
        {
            this.Asked.Add(caption + "\n" + message);
            return new Collection<int> { this.Choice };
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException("Nobody is there to answer: " + message);

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName,
            PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        // As pwsh's own console does where its output is redirected.
        private string Render(string text) => this.colours ? text : new StringDecorated(text).ToString(OutputRendering.PlainText);

        private void WriteColoured(string code, string text) =>
            this.Printed.Append(this.colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text).Append('\n');
    }

    private sealed class RawScreen : PSHostRawUserInterface
    {
        private readonly int width;

        public RawScreen(int width) => this.width = width;

        public override ConsoleColor BackgroundColor { get; set; }

        public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override Size BufferSize
        {
            get => new(this.width, 100);
            set => throw new NotSupportedException();
        }

        public override Size WindowSize
        {
            get => this.BufferSize;
            set => throw new NotSupportedException();
        }

        public override Size MaxWindowSize => this.BufferSize;

        public override Size MaxPhysicalWindowSize => this.BufferSize;

        public override Coordinates WindowPosition { get; set; }

        public override string WindowTitle { get; set; } = string.Empty;

        public override bool KeyAvailable => false;

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
    }
}
