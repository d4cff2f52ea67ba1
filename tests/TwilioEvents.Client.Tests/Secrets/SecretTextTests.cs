using System;
using System.Net;
using System.Security;
using TwilioEvents.Secrets;
using Xunit;

namespace TwilioEvents.Tests;

public sealed class SecretTextTests
{
    [Fact]
    public void A_secret_is_shown_to_a_function_and_its_copy_overwritten()
    {
        using SecureString secret = new NetworkCredential(null, "hush\0é").SecurePassword;
        char[]? seen = null;
        Assert.Equal("hush\0é", SecretText.Read(secret, text =>
        {
            seen = text;
            return new string(text);
        }));
        Assert.Equal(new char[6], seen);
        Assert.Throws<InvalidOperationException>(() => SecretText.Read<int>(secret, text =>
        {
            seen = text;
            throw new InvalidOperationException();
        }));
        Assert.Equal(new char[6], seen);
    }

    [Fact]
    public void What_is_protected_is_overwritten_where_it_was_and_cannot_be_changed()
    {
        char[] text = ['h', 'u', 's', 'h'];
        using SecureString secret = SecretText.Protect(text);
        Assert.Equal(new char[4], text);
        Assert.True(secret.IsReadOnly());
        Assert.Equal("hush", new NetworkCredential(null, secret).Password);
    }

    [Fact]
    public void Nothing_is_a_secret_of_no_length()
    {
        using SecureString none = SecretText.Protect((string?)null), some = SecretText.Protect("hush");
        Assert.Equal((0, 4), (none.Length, some.Length));
    }

    [Fact]
    public void A_secret_that_was_overwritten_is_read_no_more()
    {
        SecureString secret = SecretText.Protect("hush");
        secret.Dispose();
        Assert.Throws<ObjectDisposedException>(() => SecretText.Read(secret, text => text.Length));
    }
}
