namespace Zhuhui.Edge.Gateway.Api;

/// <summary>What the API puts in the log: routes, never what stands in a query or a body. Event ids 2800 to 2899; see
/// docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2800, Level = LogLevel.Information,
        Message = "the API shows the certificate with SHA-256 fingerprint {Fingerprint}, which ends {Ends:yyyy-MM-dd}")]
    internal static partial void CertificateShown(this ILogger logger, string fingerprint, DateTimeOffset ends);

    [LoggerMessage(EventId = 2801, Level = LogLevel.Error, Message = "{Problem} The API goes on with {Kept}.")]
    internal static partial void CertificateRefused(this ILogger logger, string problem, string kept);

    [LoggerMessage(EventId = 2802, Level = LogLevel.Error,
        Message = "the API's certificate could not be kept in {File}: {Reason}; it holds until the gateway stops, and the next has another "
            + "fingerprint")]
    internal static partial void CertificateNotKept(this ILogger logger, string file, string reason);

    [LoggerMessage(EventId = 2803, Level = LogLevel.Debug, Message = "{Method} {Route} {Status} in {Milliseconds:F1} ms for {Account}")]
    internal static partial void Answered(this ILogger logger, string method, string route, int status, double milliseconds,
        string account);

    [LoggerMessage(EventId = 2804, Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    internal static partial void Failed(this ILogger logger, Exception bug, string method, string route);
}
