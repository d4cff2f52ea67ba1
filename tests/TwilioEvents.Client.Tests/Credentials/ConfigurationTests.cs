using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Security;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private static readonly string Account = "AC" + new string('1', 32);
    private static readonly string Key = "SK" + new string('2', 32);
    private static readonly string Profiles = """
        {
          "edge": "sydney",
          "activeProject": "production",
          "projects": [],
          "profiles": {
            "production": { "accountSid": "ACCOUNT", "apiKey": "KEY", "apiSecret": " hush-production ", "region": "ie1", "edge": "dublin" },
            "Staging": { "accountSid": "ACCOUNT", "apiKey": "KEY", "apiSecret": "hush-staging" },
            "empty": { "accountSid": "ACCOUNT", "apiKey": "KEY" },
            "odd": { "accountSid": "ACCOUNT", "apiKey": "hush-key", "apiSecret": "hush-odd" }
          }
        }
        """.Replace("ACCOUNT", Account, StringComparison.Ordinal).Replace("KEY", Key, StringComparison.Ordinal);

    private readonly string folder = Directory.CreateTempSubdirectory("twilio").FullName;

    private string FilePath => Path.Combine(this.folder, "config.json");

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    [Fact]
    public void The_environment_gives_the_API_key_first_and_where_it_is_served()
    {
        TwilioCredentials? key =
            TwilioEnvironment.Read(
                Variables(("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"), ("TWILIO_API_KEY", Key),
                    ("TWILIO_API_SECRET", " hush-key\n"), ("TWILIO_REGION", "ie1"), ("TWILIO_EDGE", "dublin")));
        Assert.Equal((Key, Account, "hush-key", "ie1", "dublin"), (key!.UserName, key.AccountSid, Text(key.Secret), key.Region, key.Edge));
        TwilioCredentials? token =
            TwilioEnvironment.Read(
                Variables(("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"), ("TWILIO_API_KEY", " "), ("TWILIO_REGION", "")));
        Assert.Equal((Account, Account, "hush", null), (token!.UserName, token.AccountSid, Text(token.Secret), token.Region));
        Assert.Null(TwilioEnvironment.Read(Variables(("TWILIO_REGION", "ie1"))));
    }

    [Theory]
    [InlineData("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET, is missing")]
    [InlineData("TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID is missing")]
    [InlineData("TWILIO_API_KEY", "TWILIO_API_SECRET is missing")]
    [InlineData("TWILIO_API_SECRET", "TWILIO_API_KEY is missing")]
    public void Half_an_environment_names_the_missing_half(string present, string said)
    {
        var error = Assert.Throws<TwilioConfigurationException>(() => TwilioEnvironment.Read(Variables((present, Account))));
        Assert.Equal(ConfigurationFailure.Environment, error.Failure);
        Assert.Equal("The environment variable " + present + " is set, but " + said + ". Set it too.", error.Message);
    }

    [Fact]
    public void A_whole_account_does_not_hide_half_a_key()
    {
        var error = Assert.Throws<TwilioConfigurationException>(
            () => TwilioEnvironment.Read(
                Variables(("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", "hush"), ("TWILIO_API_KEY", Key))));
        Assert.Contains("TWILIO_API_SECRET is missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789ABCDEF", "hush", null,
        "The user name looks like an Auth Token. It is the Account SID (AC and 32 hexadecimal digits), and the token is the password; "
            + "the Twilio Console shows both.")]
    [InlineData("AC11111111111111111111111111111111x", "hush", null,
        "The user name is neither an Account SID nor the SID of an API key. It is AC or SK and 32 hexadecimal digits; the Twilio "
            + "Console shows both.")]
    [InlineData("0123456789abcdef0123456789ABCDEG", "hush", null,
        "The user name is neither an Account SID nor the SID of an API key. It is AC or SK and 32 hexadecimal digits; the Twilio "
            + "Console shows both.")]
    [InlineData("SK22222222222222222222222222222222", "hush", "hush-account",
        "The Account SID is not valid: it is AC and 32 hexadecimal digits, as the Twilio Console shows it.")]
    [InlineData("AC11111111111111111111111111111111", "hush", "AC22222222222222222222222222222222",
        "The user name is the SID of another account than the Account SID. Give one of them, or the same.")]
    [InlineData("0123456789abcdef0123456789abcdef", "AC11111111111111111111111111111111", null,
        "The user name and the secret are swapped: the user name is the Sid (AC... or SK...), the password is the secret.")]
    [InlineData("AC11111111111111111111111111111111", "SK22222222222222222222222222222222", null,
        "The secret is a Sid. Give the Auth Token of the account, or the secret of the API key.")]
    [InlineData("SK11111111111111111111111111111111", "AC22222222222222222222222222222222", null,
        "The secret is a Sid. Give the Auth Token of the account, or the secret of the API key.")]
    [InlineData("AC11111111111111111111111111111111", " \n", null,
        "The secret is empty. Give the Auth Token of the account, or the secret of the API key.")]
    [InlineData("AC11111111111111111111111111111111", "hush\r\nhush", null,
        "The secret is more than one line, or holds control characters. Copy it again, without the text around it.")]
    [InlineData("SK22222222222222222222222222222222", "hush", "SK33333333333333333333333333333333",
        "The SID of an API key stands where the Account SID belongs, which begins with AC. A key is given as the key, with its own "
            + "secret.")]
    public void What_would_be_a_401_later_is_told_now_and_not_repeated(string user, string secret, string? account, string said)
    {
        using SecureString secure = new NetworkCredential(null, secret).SecurePassword;
        var error = Assert.Throws<TwilioConfigurationException>(() => TwilioCredentials.Create(user, secure, account));
        Assert.Equal((said, ConfigurationFailure.Credential), (error.Message, error.Failure));
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(user, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_in_the_place_of_an_API_key_is_told_wherever_it_comes_from()
    {
        var error = Assert.Throws<TwilioConfigurationException>(
            () => TwilioEnvironment.Read(
                Variables(("TWILIO_ACCOUNT_SID", Account), ("TWILIO_API_KEY", Account), ("TWILIO_API_SECRET", "hush"))));
        Assert.StartsWith(
            "TWILIO_API_KEY and TWILIO_API_SECRET with TWILIO_ACCOUNT_SID cannot be used as credentials. An Account SID stands where",
            error.Message, StringComparison.Ordinal);
        error = Assert.Throws<TwilioConfigurationException>(
            () => TwilioEnvironment.Read(Variables(("TWILIO_API_KEY", Account), ("TWILIO_API_SECRET", "hush"))));
        Assert.Equal(
            "TWILIO_API_KEY and TWILIO_API_SECRET cannot be used as credentials. An Account SID stands where the SID of the API key "
                + "belongs, which begins with SK. For the account itself give its Auth Token instead of a key.",
            error.Message);
        error = Assert.Throws<TwilioConfigurationException>(
            () => TwilioEnvironment.Read(Variables(("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", Key))));
        Assert.StartsWith("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN cannot be used as credentials. The secret is a Sid. ",
            error.Message, StringComparison.Ordinal);
        TwilioCliConfiguration configuration =
            this.Read("{\"activeProfile\":\"a\",\"profiles\":{\"a\":{\"accountSid\":\"" + Account + "\",\"apiKey\":\"" + Account
                + "\",\"apiSecret\":\"hush\"}}}")!;
        error = Assert.Throws<TwilioConfigurationException>(() => configuration.Profile("a", null));
        Assert.StartsWith("The active profile 'a' in ", error.Message, StringComparison.Ordinal);
        Assert.Contains("begins with SK", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_are_compared_with_all_they_hold()
    {
        TwilioCredentials Make(string secret, string region) =>
            TwilioEnvironment.Read(Variables(("TWILIO_ACCOUNT_SID", Account), ("TWILIO_AUTH_TOKEN", secret), ("TWILIO_REGION", region)))!;
        Assert.True(Make("hush", "ie1").IsSameAs(Make("hush", "ie1")));
        Assert.False(Make("hush", "ie1").IsSameAs(Make("hush", "au1")));
        Assert.False(Make("hush", "ie1").IsSameAs(Make("husk", "ie1")));
        Assert.False(Make("hush", "ie1").IsSameAs(null));
    }

    [Fact]
    public void A_profile_is_read_with_its_region_and_edge()
    {
        TwilioCliConfiguration configuration = this.Read(Profiles)!;
        Assert.Equal(["empty", "odd", "production", "Staging"], configuration.ProfileNames);
        Assert.Equal("production", configuration.ActiveProfile);
        TwilioCredentials production = configuration.Profile("production", null);
        Assert.Equal((Key, Account, "hush-production", "ie1", "dublin"),
            (production.UserName, production.AccountSid, Text(production.Secret), production.Region, production.Edge));
    }

    [Theory]
    [InlineData("production", "tokyo", "tokyo")]
    [InlineData("production", null, "dublin")]
    [InlineData("Staging", "tokyo", "tokyo")]
    [InlineData("Staging", null, "sydney")]
    public void The_edge_is_the_environments_then_the_profiles_then_the_files(string profile, string? environment, string edge) =>
        Assert.Equal(edge, this.Read(Profiles)!.Profile(profile, environment).Edge);

    [Theory]
    [InlineData("Staging", "Staging")]
    [InlineData("STAGING", "Staging")]
    [InlineData("stagin", null)]
    public void A_profile_is_found_in_other_capitals(string name, string? found) => Assert.Equal(found, this.Read(Profiles)!.Find(name));

    [Fact]
    public void Of_two_profiles_that_differ_in_capitals_the_exact_one_is_meant()
    {
        TwilioCliConfiguration configuration = this.Read("{\"profiles\":{\"a\":{},\"A\":{}}}")!;
        Assert.Equal(("a", "A"), (configuration.Find("a"), configuration.Find("A")));
    }

    [Theory]
    [InlineData("{\"activeProfile\":\"one\",\"activeProject\":\"two\"}", "one")]
    [InlineData("{\"activeProject\":\"two\"}", "two")]
    [InlineData("{\"activeProject\":null}", null)]
    public void The_active_profile_is_known_by_both_names(string json, string? active) =>
        Assert.Equal(active, this.Read(json)!.ActiveProfile);

    [Theory]
    [InlineData("nowhere", "The profile 'nowhere' is not in {file}. Profiles: empty, odd, production, Staging.")]
    [InlineData("empty",
        "The profile 'empty' in {file} has no apiSecret. Run 'twilio profiles:create --profile \"empty\"' to create it again.")]
    [InlineData("odd",
        "The profile 'odd' in {file} cannot be used as credentials. The user name is neither an Account SID nor the SID of an API key. "
            + "It is AC or SK and 32 hexadecimal digits; the Twilio Console shows both.")]
    public void A_profile_that_does_not_serve_says_why(string profile, string said)
    {
        var error = Assert.Throws<TwilioConfigurationException>(() => this.Read(Profiles)!.Profile(profile, null));
        Assert.Equal((said.Replace("{file}", this.FilePath), ConfigurationFailure.Profile), (error.Message, error.Failure));
    }

    [Theory]
    [InlineData("accountSid")]
    [InlineData("apiKey")]
    [InlineData("apiSecret")]
    public void A_profile_names_what_it_lacks(string field)
    {
        string text = "{\"profiles\":{\"a\":{\"accountSid\":\"x\",\"apiKey\":\"x\",\"apiSecret\":\"x\"}}}"
            .Replace("\"" + field + "\":\"x\"", "\"" + field + "\":\" \"");
        var error = Assert.Throws<TwilioConfigurationException>(() => this.Read(text)!.Profile("a", null));
        Assert.Contains(" has no " + field + ".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_of_a_file_without_any_and_one_without_a_name_say_so()
    {
        var error = Assert.Throws<TwilioConfigurationException>(() => this.Read("{}")!.Profile("a", null));
        Assert.Equal("The profile 'a' is not in " + this.FilePath + ". The file has no profiles.", error.Message);
        Assert.Equal(
            "Twilio's CLI is set to require the name of a profile (requireProfileInput in " + this.FilePath + "), and none is named. "
                + "Profiles: empty, odd, production, Staging. Name one, or run 'twilio config:set --no-require-profile-input'.",
            this.Read(Profiles)!.ProfileNameRequired().Message);
        Assert.Contains("none is named. The file has no profiles. Name one", this.Read("{}")!.ProfileNameRequired().Message,
            StringComparison.Ordinal);
        Assert.Equal("There is no " + this.FilePath + ", where Twilio's CLI keeps its profiles. Run 'twilio login'.",
            TwilioCliConfiguration.NotThere(this.FilePath).Message);
    }

    [Theory]
    [InlineData("", "is broken")]
    [InlineData("{\n  \"profiles\": {\n    \"a\": { \"apiSecret\": 0123hush } } }", "line 3")]
    [InlineData("{\"profiles\":{\"a\":{\"apiSecret\":\"hush", "is broken")]
    [InlineData("{\"profiles\":{\"a\":{\"apiSecret\":\"hush\"}}} hush", "is broken")]
    [InlineData("[\"hush\"]", "is not a JSON object")]
    [InlineData("{\"profiles\":[\"hush\"]}", "'profiles' in it is not an object")]
    [InlineData("{\"profiles\":{\"a\":\"hush\"}}", "the profile 'a' in it is not an object")]
    public void A_broken_file_says_where_and_quotes_nothing(string text, string said)
    {
        var error = Assert.Throws<TwilioConfigurationException>(() => this.Read(text));
        Assert.Equal(ConfigurationFailure.File, error.Failure);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The configuration of Twilio's CLI at " + this.FilePath + " is broken: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Repair it, or move it away and run 'twilio login'.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_or_unreadable_file_is_an_error_and_a_missing_one_is_not()
    {
        Assert.Null(TwilioCliConfiguration.Read(this.FilePath));
        Assert.Null(TwilioCliConfiguration.Read(Path.Combine(this.folder, "none", "config.json")));
        using (new FileStream(this.FilePath, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var locked = Assert.Throws<TwilioConfigurationException>(() => TwilioCliConfiguration.Read(this.FilePath));
            Assert.Equal(ConfigurationFailure.File, locked.Failure);
            Assert.Contains(this.FilePath, locked.Message, StringComparison.Ordinal);
        }

        // A folder cannot be read as a file, whoever tries.
        var folder = Assert.Throws<TwilioConfigurationException>(() => TwilioCliConfiguration.Read(this.folder));
        Assert.Contains("cannot be read", folder.Message, StringComparison.Ordinal);
    }

#if NET
    [Theory]
    [InlineData("fifo")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/tty")]
    [InlineData("link to a fifo")]
    [InlineData("link to /dev/zero")]
    [InlineData("an empty file")]
    public async Task What_is_not_a_regular_file_is_refused_and_never_opened(string what)
    {
        if (OperatingSystem.IsWindows()) return;
        string fifo = Path.Combine(this.folder, "fifo");
        Process.Start("mkfifo", fifo).WaitForExit();
        string path = what switch
        {
            "fifo" => fifo,
            "link to a fifo" => File.CreateSymbolicLink(this.FilePath, fifo).FullName,
            "link to /dev/zero" => File.CreateSymbolicLink(this.FilePath, "/dev/zero").FullName,
            "an empty file" => this.Empty(),
            _ => what,
        };
        Task<TwilioConfigurationException> reading = Task.Factory.StartNew(
            () => Assert.Throws<TwilioConfigurationException>(() => TwilioCliConfiguration.Read(path)), TaskCreationOptions.LongRunning);
        TwilioConfigurationException error = await reading.WaitAsync(Hang.Limit);
        Assert.Equal(ConfigurationFailure.File, error.Failure);
        Assert.Contains(path + " is broken: it is empty, or not a regular file.", error.Message, StringComparison.Ordinal);
    }
#endif

    [Fact]
    public void A_file_of_one_megabyte_is_read_and_a_longer_one_is_not()
    {
        string Text(int length) => Profiles + new string(' ', length - Encoding.UTF8.GetByteCount(Profiles));
        Assert.Equal("production", this.Read(Text(1024 * 1024))!.ActiveProfile);
        var error = Assert.Throws<TwilioConfigurationException>(() => this.Read(Text((1024 * 1024) + 1)));
        Assert.Contains(this.FilePath + " is broken: it is longer than 1 MB.", error.Message, StringComparison.Ordinal);
    }

#if NET
    [Fact]
    public void A_link_to_the_file_is_followed_and_one_to_nowhere_is_as_no_file()
    {
        if (OperatingSystem.IsWindows()) return;
        this.Read(Profiles);
        string link = File.CreateSymbolicLink(Path.Combine(this.folder, "link"), this.FilePath).FullName;
        string second = File.CreateSymbolicLink(Path.Combine(this.folder, "second"), link).FullName;
        Assert.Equal("production", TwilioCliConfiguration.Read(second)!.ActiveProfile);
        File.Delete(this.FilePath);
        Assert.Null(TwilioCliConfiguration.Read(second));
        File.CreateSymbolicLink(this.FilePath, second);
        Assert.Contains("cannot be read", Assert.Throws<TwilioConfigurationException>(() => TwilioCliConfiguration.Read(second)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_shown_without_what_a_terminal_obeys()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Directory.CreateDirectory(Path.Combine(this.folder, "a\u001b]0;title\a")).FullName;
        string path = Path.Combine(folder, "config.json");
        var said = new List<string> { TwilioCliConfiguration.NotThere(path).Message };
        foreach (string text in new[] { "no JSON", "[]", "{\"profiles\":1}" }) said.Add(Message(text, _ => { }));
        said.Add(Message(Profiles, file => file.Profile("nowhere", null)));
        said.Add(Message(Profiles, file => file.Profile("empty", null)));
        said.Add(Message(Profiles, file => file.Profile("odd", null)));
        said.Add(Message(Profiles, file => throw file.ProfileNameRequired()));
        File.Delete(path);
        Directory.CreateDirectory(path);
        said.Add(Assert.Throws<TwilioConfigurationException>(() => TwilioCliConfiguration.Read(path)).Message);
        Assert.All(said, message => Assert.Contains("a ]0;title", message, StringComparison.Ordinal));
        Assert.All(said, message => Assert.DoesNotContain(message, char.IsControl));

        string Message(string text, Action<TwilioCliConfiguration> use)
        {
            File.WriteAllText(path, text);
            return Assert.Throws<TwilioConfigurationException>(() => use(TwilioCliConfiguration.Read(path)!)).Message;
        }
    }
#endif

    [Theory]
    [InlineData("", false)]
    [InlineData("\"requireProfileInput\":null,", false)]
    [InlineData("\"requireProfileInput\":false,", false)]
    [InlineData("\"requireProfileInput\":true,", true)]
    [InlineData("\"requireProfileInput\":\"yes\",", true)]
    public void The_CLIs_switch_against_an_account_by_mistake_is_known(string setting, bool required) =>
        Assert.Equal(required, this.Read("{" + setting + "\"profiles\":{}}")!.RequiresProfileName);

    [Fact]
    public void Reading_changes_nothing()
    {
        this.Read(Profiles);
        Assert.Equal(Profiles, File.ReadAllText(this.FilePath));
        Assert.Equal([this.FilePath], Directory.GetFileSystemEntries(this.folder));
    }

    [Fact]
    public void A_file_that_others_may_read_is_known_on_Unix()
    {
        TwilioCliConfiguration configuration = this.Read(Profiles)!;
        if (OperatingSystem.IsWindows())
        {
            Assert.False(configuration.IsReadableByOthers());
            return;
        }

        File.SetUnixFileMode(this.FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.False(configuration.IsReadableByOthers());
        File.SetUnixFileMode(this.FilePath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.True(configuration.IsReadableByOthers());
        File.SetUnixFileMode(this.FilePath, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.True(configuration.IsReadableByOthers());
    }

    [Fact]
    public void The_file_is_looked_for_where_the_CLI_keeps_it()
    {
        string Expected(string home) => Path.Combine(home, ".twilio-cli", "config.json");
        Assert.Equal(Expected("/home/one"),
            TwilioCliConfiguration.DefaultPath(Variables(("HOME", "/home/one"), ("USERPROFILE", "/other"))));
        Assert.Equal(Expected("/other"), TwilioCliConfiguration.DefaultPath(Variables(("USERPROFILE", "/other"))));
        Assert.Equal(Path.Combine("/config", "config.json"),
            TwilioCliConfiguration.DefaultPath(Variables(("TWILIO_CONFIG_DIR", "/config"), ("HOME", "/home/one"))));
        Assert.Equal(Expected("/home/one"),
            TwilioCliConfiguration.DefaultPath(Variables(("TWILIO_CONFIG_DIR", " "), ("HOME", "/home/one"))));
        Assert.Equal(Expected(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
            TwilioCliConfiguration.DefaultPath(Variables()));
    }

    [Fact]
    public void Many_names_are_cut_and_counted()
    {
        Assert.Equal("none", TwilioCliConfiguration.Names([], "none", "Names: "));
        string[] ten = [.. Enumerable.Range(0, 10).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        Assert.Equal("Names: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9", TwilioCliConfiguration.Names(ten, "none", "Names: "));
        Assert.Equal("Names: a, b [31m", TwilioCliConfiguration.Names(["a", "b\u001b[31m"], "none", "Names: "));
        Assert.EndsWith("p9 and 390 more",
            TwilioCliConfiguration.Names([.. Enumerable.Range(0, 400).Select(i => "p" + i)], "none", "Names: "), StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables)
    {
        var values = new Dictionary<string, string>();
        foreach ((string name, string value) in variables) values[name] = value;
        return name => values.GetValueOrDefault(name);
    }

    private static string Text(SecureString secret) => new NetworkCredential(null, secret).Password;

#if NET
    private string Empty()
    {
        File.WriteAllText(this.FilePath, string.Empty);
        return this.FilePath;
    }
#endif

    private TwilioCliConfiguration? Read(string text)
    {
        File.WriteAllText(this.FilePath, text);
        return TwilioCliConfiguration.Read(this.FilePath);
    }
}
