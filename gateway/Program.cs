using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Gateway.Host;

return await CommandLine.RunAsync(args, Console.Out, Console.Error, RunningGateway.RunAsync, Environment.GetEnvironmentVariable);
