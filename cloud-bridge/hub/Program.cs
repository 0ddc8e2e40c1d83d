using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Hub.Cli;
using Zhuhui.Edge.Hub.Receiver;

return await HubCommandLine.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error, async options =>
{
    var stop = StopSignals.Listen();
    try
    {
        return options.Migrate && !await MigrateCommand.ApplyAsync(options.Store!, Console.Out, Console.Error, stop.Requested)
            ? HubCommandLine.Failed
            : await HubHost.RunAsync(options, stop);
    }
    catch (OperationCanceledException) when (stop.IsRequested)
    {
        // Asked to stop while the schema waited for another's migration: nothing of it was applied.
        return HubCommandLine.Done;
    }
});
