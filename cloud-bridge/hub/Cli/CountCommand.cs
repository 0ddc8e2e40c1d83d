using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>count</c>: of how many people faces are stored, over all gateways.</summary>
internal static class CountCommand
{
    public static Command Create()
    {
        var store = new StoreOption();
        const string description =
            "sum up over all gateways of how many people faces are stored, as one line of JSON; warns where filing is near";
        var command = new Command("count", description) { store };
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(store)!, parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(StoreAddress store, InvocationConfiguration invocation)
    {
        try
        {
            var count = await FaceCount.ReadAsync(store, CancellationToken.None);
            await invocation.Output.WriteLineAsync(count.ToString());
            if (count.IsNear)
            {
                await invocation.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"Faces of {count.Faces} people are stored: {(count.IsDue ? "this has to be filed" : "it has to be filed")} from "
                    + $"{count.FilesFrom} on"));
            }

            return HubCommandLine.Done;
        }
        catch (Exception exception) when (EventStore.IsUnavailable(exception))
        {
            await invocation.Error.WriteLineAsync($"The store {store.Text} cannot be read: {exception.GetBaseException().Message}");
            return HubCommandLine.Failed;
        }
    }
}
