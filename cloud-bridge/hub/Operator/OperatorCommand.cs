using System.CommandLine;
using MQTTnet.Exceptions;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>A command that orders something of one gateway. Exit codes: 0 done, 1 no answer or no broker, 2 the command line is not right,
/// 3 the gateway refused.</summary>
internal static class OperatorCommand
{
    public const int Done = 0;
    public const int NoAnswer = 1;
    public const int Refused = 3;

    public static void SetOrder(this Command command, Func<ParseResult, Task<int>> order) => command.SetAction(async parsed =>
    {
        var errors = parsed.InvocationConfiguration.Error;
        try
        {
            return await order(parsed);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("zhuhui-hub: the gateway gave no answer in time; whether it was done is in the gateway's journal");
            return NoAnswer;
        }
        catch (Exception broken) when (broken is BrokenLinkException or MqttCommunicationException or MqttProtocolViolationException
            or IOException or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException)
        {
            await errors.WriteLineAsync($"zhuhui-hub: {broken.GetBaseException().Message}");
            return NoAnswer;
        }
        catch (Exception away) when (EventStore.IsUnavailable(away))
        {
            await errors.WriteLineAsync($"zhuhui-hub: the store cannot be used: {away.GetBaseException().Message}");
            return NoAnswer;
        }
    });
}
