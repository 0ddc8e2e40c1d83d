using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.District;

/// <summary>deploy/hub/district-ca.sh, run as an administrator runs it, on folders of the test's own.</summary>
internal sealed class DistrictAuthority
{
    private readonly string _folder;

    public DistrictAuthority(string folder)
    {
        _folder = folder;
        PassphraseFile = Path.Combine(folder, "passphrase");
        File.WriteAllText(PassphraseFile, "rain-coat umbrella\n");
        File.SetUnixFileMode(PassphraseFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string PassphraseFile { get; }

    public string Broker => Path.Combine(_folder, "broker");

    public string Own => Path.Combine(_folder, "ca");

    public string CaFile => Path.Combine(Broker, "ca.pem");

    /// <summary>The listener of deploy/hub/mosquitto/mosquitto.conf that takes gateways by their certificates, and a plain one for the
    /// hub.</summary>
    public string Listener(int plain) => $"""
        per_listener_settings true
        cafile {CaFile}
        crlfile {Broker}/crl.pem
        certfile {Broker}/broker.pem
        keyfile {Broker}/broker.key
        require_certificate true
        use_identity_as_username true
        allow_anonymous false
        acl_file {Broker}/acl
        listener {plain} 127.0.0.1
        allow_anonymous true
        """;

    public Task InitAsync() => DoAsync("init", "--district", "d-1", "--broker", "127.0.0.1,localhost", "--broker-folder", Broker);

    /// <summary>What is carried to a box, unpacked as it is there.</summary>
    public async Task<string> IssueAsync(string address)
    {
        await DoAsync("gateway", address, "--out", _folder);
        var box = Directory.CreateDirectory(Path.Combine(_folder, address.Replace('/', '_') + "." + Guid.NewGuid().ToString("N"))).FullName;
        var (code, _, error) = await RunProgramAsync("tar", "-xpf", Path.Combine(_folder, address.Replace('/', '_') + ".tar"),
            "--no-same-owner", "-C", box);
        Assert.Equal((0, ""), (code, error));
        return Path.Combine(box, "link");
    }

    public async Task<string> DoAsync(params string[] words)
    {
        var (code, output, error) = await RunAsync(words);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    public Task<(int Code, string Output, string Error)> RunAsync(params string[] words) =>
        RunProgramAsync("bash", [Repository.At("deploy", "hub", "district-ca.sh"), .. words, "--dir", Own, "--passphrase-file",
            PassphraseFile]);

    /// <summary>A bare client with a box's certificate.</summary>
    /// <returns>Null where the broker does not let it in.</returns>
    public static async Task<IMqttClient?> ConnectAsync(int port, string box)
    {
        using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(box, "gateway.pem"), Path.Combine(box, "gateway.key"));
        X509Certificate2Collection authority = [], own = [pem];
        authority.ImportFromPemFile(Path.Combine(box, "district-ca.pem"));
        var client = new MqttClientFactory().CreateMqttClient();
        try
        {
            var joined = await client.ConnectAsync(
                new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", port)
                    .WithTlsOptions(tls => tls.UseTls().WithTargetHost("127.0.0.1").WithRevocationMode(X509RevocationMode.NoCheck)
                        .WithTrustChain(authority).WithClientCertificates(own)).Build(), Eventually.Token);
            return joined.ResultCode == MqttClientConnectResultCode.Success ? client : null;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            client.Dispose();
            return null;
        }
    }

    /// <summary>Whether the broker takes a word on a topic.</summary>
    public static async Task<bool> MaySayAsync(IMqttClient client, string topic) =>
        (await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload("{}")
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(), Eventually.Token)).ReasonCode
        is MqttClientPublishReasonCode.Success or MqttClientPublishReasonCode.NoMatchingSubscribers;

    private static async Task<(int Code, string Output, string Error)> RunProgramAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Eventually.Token);
        var error = await process.StandardError.ReadToEndAsync(Eventually.Token);
        await process.WaitForExitAsync(Eventually.Token);
        return (process.ExitCode, await output, error);
    }
}
