using System.Net;
using System.Security;
using System.Text;
using Xunit;

namespace TwilioEvents.Webhooks.Tests.Signatures;

public sealed class SignatureValidatorTests
{
    private const string Body = "{\"property\": \"value\", \"boolean\": true}";
    private const string Hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=" + Hash, "a9nBmqA0ju/hNViExpshrM61xv4=")]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + Hash, "y77kIzt2vzLz71DgmJGsen2scGs=")]
    public void The_published_signatures_are_right_for_their_body_alone(string url, string signature)
    {
        Assert.True(Validate(url, Body, signature).IsValid);
        Assert.False(Validate(url, Body + " ", signature).IsValid);
    }

    private static SignatureValidation Validate(string url, string body, string signature) =>
        new SignatureValidator([Secret("12345")]).Validate(url, Encoding.UTF8.GetBytes(body), [signature]);

    private static SecureString Secret(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
