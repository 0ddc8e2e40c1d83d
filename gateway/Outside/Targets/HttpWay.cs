using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside.Targets;

/// <summary>What came back.</summary>
/// <param name="Failed">Why nothing did; null where something came.</param>
internal readonly record struct HttpAnswer(int Status, string Body, SendResult? Failed = null);

/// <summary>Posts JSON over HTTP, with bounds for all that comes back. Follows no redirection: what is signed for one host goes to no
/// other.</summary>
internal sealed class HttpWay(string caFile, TimeProvider time) : IDisposable
{
    private const int MostBytes = 64 << 10;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private HttpClient? _client;

    public async Task<HttpAnswer> PostAsync(Uri url, byte[] json, IEnumerable<(string Name, string Value)> headers,
        CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(json) };
            request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new HttpAnswer((int)answer.StatusCode, await ReadAsync(answer.Content, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(SendResult.Unanswered(OutsideTexts.NoAnswer((long)_patience.TotalSeconds)));
        }
        catch (HttpRequestException broken) when (broken.InnerException is AuthenticationException refused)
        {
            return Failed(SendResult.Refused(OutsideTexts.BadCertificate(Masking.Shown(refused.Message))));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return Failed(SendResult.Unanswered(OutsideTexts.NotReached(Masking.Shown(broken.Message))));
        }
        catch (CryptographicException useless)
        {
            return Failed(SendResult.Refused(OutsideTexts.BadAuthority(caFile, Masking.Shown(useless.Message))));
        }
    }

    /// <summary>What any HTTP server means by a status; null where the body decides.</summary>
    public static SendResult? Judge(HttpAnswer answer) => answer switch
    {
        { Failed: { } failed } => failed,
        { Status: >= 200 and < 300 } => null,
        { Status: 408 or 425 or 429 or >= 500 } => SendResult.Unanswered(OutsideTexts.Busy(answer.Status)),
        { Status: 401 or 403 } => SendResult.Refused(OutsideTexts.Forbidden(answer.Status, Masking.Shown(answer.Body))),
        { Status: >= 300 and < 400 } => SendResult.Refused(OutsideTexts.Redirected(answer.Status)),
        _ => SendResult.Refused(OutsideTexts.RefusedBy(answer.Status, Masking.Shown(answer.Body))),
    };

    public void Dispose() => _client?.Dispose();

    private static HttpAnswer Failed(SendResult result) => new(0, "", result);

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytes];
        var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <exception cref="CryptographicException">The file of the authority can't be used; tried again with the next message.</exception>
    private HttpClient Client()
    {
        lock (_lock)
        {
            return _client ??= new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),

                // Names move to other addresses.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                MaxConnectionsPerServer = 2,
                MaxResponseHeadersLength = 16,
                SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Authority.Policy(caFile) },
            })
            {
                Timeout = Timeout.InfiniteTimeSpan,
            };
        }
    }
}
