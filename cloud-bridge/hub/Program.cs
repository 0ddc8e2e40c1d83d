using Zhuhui.Edge.Hub.Cli;
using Zhuhui.Edge.Hub.Receiver;

return await HubCommandLine.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error, async options =>
    options.Migrate && !await MigrateCommand.ApplyAsync(options.Store!, Console.Out, Console.Error)
        ? HubCommandLine.Failed
        : await HubHost.RunAsync(options));
