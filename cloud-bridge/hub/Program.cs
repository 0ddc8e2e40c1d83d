using Microsoft.Data.Sqlite;
using Zhuhui.Edge.Hub;

switch (HubArguments.Parse(args, Environment.GetEnvironmentVariable))
{
    case HubArguments.Run run:
        return await HubHost.RunAsync(run.Options);

    case HubArguments.Report report:
        try
        {
            Console.WriteLine(StoreReport.Read(report.Store));
            return 0;
        }
        catch (SqliteException exception)
        {
            Console.Error.WriteLine($"The store {report.Store} cannot be read: {exception.Message}");
            return 1;
        }

    case HubArguments.Wrong wrong:
        Console.Error.WriteLine(wrong.Line);
        return 2;

    default:
        throw new InvalidOperationException("Unknown arguments.");
}
