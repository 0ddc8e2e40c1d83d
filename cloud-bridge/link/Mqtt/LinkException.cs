using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet.Exceptions;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>The link to the broker is broken or was refused: one clear line that names the broker and what to do. The link tries
/// again.</summary>
public sealed class LinkException : Exception
{
    public LinkException()
    {
    }

    public LinkException(string message)
        : base(message)
    {
    }

    public LinkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The broker was reached by TLS and did not let the gateway in, without a word why.</summary>
    internal bool NotLetIn { get; init; }

    /// <summary>Whether an exception means a broken link, which the loop survives, and not a bug, which it does not.</summary>
    internal static bool IsBrokenLink(Exception exception) => exception
        is LinkException or MqttCommunicationException or MqttProtocolViolationException or SocketException or IOException
        or TimeoutException
        or AuthenticationException;

    /// <summary>Whether the broker could not even be reached.</summary>
    internal static bool IsOutOfReach(Exception exception) => exception.GetBaseException() is SocketException
    {
        SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable
        or SocketError.HostNotFound or SocketError.TryAgain
            or SocketError.NoData or SocketError.TimedOut
    };

    /// <summary>The exception's own words and those of its cause: MQTTnet often says only "error while connecting" at the top.</summary>
    internal static string Explain(Exception exception)
    {
        var root = exception.GetBaseException();
        return exception is LinkException || root == exception || exception.Message.Contains(root.Message, StringComparison.Ordinal)
            ? exception.Message
            : $"{exception.Message} ({root.Message})";
    }
}
