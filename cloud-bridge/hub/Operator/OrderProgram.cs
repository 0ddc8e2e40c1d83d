using MQTTnet.Exceptions;
using Zhuhui.Edge.Hub.Mqtt;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>The subcommands that order something of one gateway. Exit codes: 0 done, 1 no answer or no broker, 2 the command line is not right, 3 the gateway refused.</summary>
internal static class OrderProgram
{
    public const int Done = 0;
    public const int NoAnswer = 1;
    public const int BadInput = 2;
    public const int Refused = 3;

    private const string Usage = """
        zhuhui-hub keygen  --key FILE --id ID           make a signing key; its public half goes into the gateways' site files
        zhuhui-hub command KIND --gateway D/C/G --key FILE --by NAME [the kind's options] [broker options] [--wait SECONDS]
                   unlock --door ID | hold-open|lock-down (--door ID | --all) --minutes N | release (--door ID | --all)
                   revoke (--card [FORMAT:]NUMBER | --person ID) | sync | still --camera ID --out FILE.jpg | restart | log-level --level L --minutes N
        zhuhui-hub roster  --gateway D/C/G --key FILE --file ROSTER.json [broker options]
        zhuhui-hub twin    --gateway D/C/G --key FILE --file SETTINGS.json --version N [broker options]
        broker options: [--host 127.0.0.1] [--port 1883] [--tls [--ca FILE.pem]] [--user NAME, password in ZHUHUI_HUB_PASSWORD]
        """;

    public static bool Handles(IReadOnlyList<string> words) => words is ["keygen" or "command" or "roster" or "twin", ..];

    public static async Task<int> RunAsync(IReadOnlyList<string> words, Func<string, string?> environment, TextWriter output, TextWriter errors)
    {
        try
        {
            string[] rest = [.. words.Skip(1)];
            return words[0] switch
            {
                "keygen" => KeygenOrder.Run(rest, environment, output),
                "command" => await CommandOrder.RunAsync(rest, environment, output, TimeProvider.System),
                "roster" => await RosterOrder.RunAsync(rest, environment, output, TimeProvider.System),
                _ => await TwinOrder.RunAsync(rest, environment, output, TimeProvider.System),
            };
        }
        catch (UsageException wrong)
        {
            await errors.WriteLineAsync($"zhuhui-hub: {wrong.Message}\n{Usage}");
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("zhuhui-hub: the gateway gave no answer in time; whether it was done is in the gateway's journal");
            return NoAnswer;
        }
        catch (Exception broken) when (broken is BrokenLinkException or MqttCommunicationException or MqttProtocolViolationException or IOException or System.Net.Sockets.SocketException
            or System.Security.Authentication.AuthenticationException)
        {
            await errors.WriteLineAsync($"zhuhui-hub: {broken.GetBaseException().Message}");
            return NoAnswer;
        }
    }
}
