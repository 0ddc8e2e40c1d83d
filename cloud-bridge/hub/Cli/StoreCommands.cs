using System.CommandLine;
using Npgsql;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary>Commands that ask one thing of the database.</summary>
internal static class StoreCommands
{
    /// <param name="act">Its exit code.</param>
    public static void OnStore(this Command command, Func<ParseResult, NpgsqlConnection, TextWriter, Task<int>> act)
    {
        var store = new StoreOption();
        command.Add(store);
        command.SetAction(async parsed =>
        {
            var address = parsed.GetRequiredValue(store)!;
            try
            {
                await using var connection = await OperatorStore.OpenAsync(address, CancellationToken.None);
                return await act(parsed, connection, parsed.InvocationConfiguration.Output);
            }
            catch (Exception exception) when (EventStore.IsUnavailable(exception))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"The store {address.Text} cannot be used: "
                    + exception.GetBaseException().Message);
                return HubCommandLine.Failed;
            }
        });
    }

    /// <exception cref="UsageException">It is no group's name.</exception>
    public static string GroupName(string name) => Messages.EventTopic.IsId(name) ? name
        : throw new UsageException($"the group '{name}' must be made of a-z, 0-9 and -, 64 at most");
}
