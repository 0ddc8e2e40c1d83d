using Zhuhui.Edge.Gateway.Commands;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
