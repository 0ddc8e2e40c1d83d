using System.CommandLine;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>migrate</c>: brings the database's schema up to date.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var store = new StoreOption();
        const string description = "bring the database's schema up to date; it only goes forward, and two at once wait for each other";
        var command = new Command("migrate", description) { store };
        RunCommand.AddUnused(command);
        command.SetAction(async parsed => await ApplyAsync(parsed.GetRequiredValue(store)!, parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error, CancellationToken.None) ? HubCommandLine.Done : HubCommandLine.Failed);
        return command;
    }

    /// <returns>Whether the schema is up to date now.</returns>
    public static async Task<bool> ApplyAsync(StoreAddress store, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var applied = await Migrations.ApplyAsync(store, cancellationToken);
            await output.WriteLineAsync(applied.Count == 0
                ? $"The schema of {store.Text} is up to date."
                : $"Applied to {store.Text}: {string.Join(", ", applied)}");
            return true;
        }
        catch (Exception exception) when (EventStore.IsUnavailable(exception))
        {
            await errors.WriteLineAsync($"The schema of {store.Text} cannot be brought up to date: {exception.GetBaseException().Message}");
            return false;
        }
    }
}
