namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>Stops the gateway in order, so that it is started again.</summary>
internal sealed class GatewayRestart(ExitCode exit, IHostApplicationLifetime life)
{
    /// <summary>Returns at once.</summary>
    public void Request()
    {
        exit.SetRestart();
        life.StopApplication();
    }
}
