namespace Zhuhui.Edge.Hub.Settings;

/// <summary>The command line is not right; the message is one line for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    public static UsageException EmptyGroup(string group) =>
        new($"--group {group} has no gateways: zhuhui-hub group list shows which there are");
}
