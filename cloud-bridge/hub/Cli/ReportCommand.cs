using System.CommandLine;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>report</c>: reads every record and says what is missing.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var store = new StoreOption();
        const string description = "read every record, compute every hash, and print what is missing as one line of JSON";
        var command = new Command("report", description) { store };
        RunCommand.AddUnused(command);
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(store)!, parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(StoreAddress store, InvocationConfiguration invocation)
    {
        try
        {
            await invocation.Output.WriteLineAsync((await StoreReport.ReadAsync(store, CancellationToken.None)).ToString());
            return HubCommandLine.Done;
        }
        catch (Exception exception) when (EventStore.IsUnavailable(exception))
        {
            await invocation.Error.WriteLineAsync($"The store {store.Text} cannot be read: {exception.GetBaseException().Message}");
            return HubCommandLine.Failed;
        }
    }
}
