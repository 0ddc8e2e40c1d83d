using System.Security.Cryptography;
using Xunit;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Storage;

/// <summary>Keys that the gateway is given as credentials, and commands that are not.</summary>
[Trait("needs", "process")]
public sealed class CredentialKeysTests
{
    /// <summary>A credential of its own, or a file of the folder that the unit loads as a whole.</summary>
    [Theory, InlineData(""), InlineData("secret_")]
    public async Task No_command_makes_a_key_of_its_own_where_the_gateway_has_a_credential(string prefix)
    {
        using var compound = new Compound();
        var credentials = Path.Combine(Path.GetDirectoryName(compound.SiteFile)!, "credentials");
        Directory.CreateDirectory(credentials);
        foreach (var key in DataKey.All)
        {
            File.WriteAllBytes(Path.Combine(credentials, prefix + key.Credential), RandomNumberGenerator.GetBytes(DataKey.Bytes));
        }

        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        Directory.Delete(DataKey.FolderIn(compound.Data), recursive: true);
        Assert.Equal(0, (await WithCredentialsAsync("person", "block", "--person", "Wang")).Code);
        Assert.Empty(Directory.GetFiles(DataKey.FolderIn(compound.Data), "*.key"));

        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", "person", "unblock", "--person", "Wang", "--site",
            compound.SiteFile);
        Assert.Equal((1, true), (code, error.Contains("key is the systemd credential", StringComparison.Ordinal)));
        Assert.Contains("type the command while the gateway runs", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(DataKey.FolderIn(compound.Data), "*.key"));
        Assert.Equal(0, (await WithCredentialsAsync("person", "unblock", "--person", "Wang")).Code);

        async Task<(int Code, string Said)> WithCredentialsAsync(params string[] arguments)
        {
            await using var program = RunningProgram.StartOther("/usr/bin/env", [$"CREDENTIALS_DIRECTORY={credentials}",
                Path.Combine(AppContext.BaseDirectory, "zhuhui-edge"), .. arguments, "--site", compound.SiteFile]);
            return (await program.EndsAsync(), program.Said);
        }
    }
}
