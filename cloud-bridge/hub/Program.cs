using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Hub.Receiver;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

if (OrderProgram.Handles(args))
{
    return await OrderProgram.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error);
}

switch (HubArguments.Parse(args, Environment.GetEnvironmentVariable))
{
    case HubArguments.Run run:
        return run.Options.Migrate && !await MigrateAsync(run.Options.Store!) ? 1 : await HubHost.RunAsync(run.Options);

    case HubArguments.Migrate migrate:
        return await MigrateAsync(migrate.Store) ? 0 : 1;

    case HubArguments.Report report:
        try
        {
            Console.WriteLine(await StoreReport.ReadAsync(report.Store, CancellationToken.None));
            return 0;
        }
        catch (Exception exception) when (EventStore.IsUnavailable(exception))
        {
            Console.Error.WriteLine($"The store {report.Store.Text} cannot be read: {exception.GetBaseException().Message}");
            return 1;
        }

    case HubArguments.Wrong wrong:
        Console.Error.WriteLine(wrong.Line);
        return 2;

    default:
        throw new InvalidOperationException("Unknown arguments.");
}

static async Task<bool> MigrateAsync(StoreAddress store)
{
    try
    {
        var applied = await Migrations.ApplyAsync(store, CancellationToken.None);
        Console.WriteLine(applied.Count == 0 ? $"The schema of {store.Text} is up to date." : $"Applied to {store.Text}: {string.Join(", ", applied)}");
        return true;
    }
    catch (Exception exception) when (EventStore.IsUnavailable(exception))
    {
        Console.Error.WriteLine($"The schema of {store.Text} cannot be brought up to date: {exception.GetBaseException().Message}");
        return false;
    }
}
