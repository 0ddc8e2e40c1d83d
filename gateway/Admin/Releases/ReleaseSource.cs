using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <summary>Why a release can't be fetched.</summary>
/// <param name="isFinal">Trying again would change nothing.</param>
internal sealed class FetchException(Wording words, bool isFinal = false) : Exception(words.En)
{
    public Wording Words => words;

    public bool IsFinal => isFinal;
}

/// <summary>
/// The district's web server, from which bundles are fetched and nothing is believed. Https by the district's authority alone, with the
/// gateway's own certificate; no redirection is followed. The files are read anew each time: a renewed certificate needs no restart.
/// </summary>
internal sealed class ReleaseSource(LinkOptions link, Uri folder, string platform, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public Uri UrlOf(string version) => new(folder, $"zhuhui-edge_{version}_{platform["linux-".Length..]}.bundle");

    /// <param name="have">How many bytes of it are here already.</param>
    /// <param name="tag">What the server called those; null where it called them nothing.</param>
    /// <param name="begin">Told from which byte the server goes on, how many there are in all, and its word for them.</param>
    /// <param name="take">Given what comes; false: no more of it.</param>
    /// <exception cref="FetchException">It can't be had now, or not at all.</exception>
    public async Task ReadAsync(Uri url, long have, string? tag, Action<long, long, string?> begin,
        Func<ReadOnlyMemory<byte>, CancellationToken, Task<bool>> take, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var client = Client();
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (have > 0)
            {
                request.Headers.Range = new RangeHeaderValue(have, null);
                if (tag is not null)
                {
                    request.Headers.IfRange = new RangeConditionHeaderValue(tag);
                }
            }

            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            Judge(url, answer.StatusCode);
            var (from, total) = Part(answer, have) ?? throw new FetchException(ReleaseTexts.NoLength(url.AbsoluteUri));
            begin(from, total, answer.Headers.ETag is { IsWeak: false, Tag: var word } ? word : null);
            if (total == 0)
            {
                return;
            }

            await using var stream = await answer.Content.ReadAsStreamAsync(either.Token);
            var buffer = new byte[1 << 16];
            while (true)
            {
                patience.CancelAfter(_patience);
                var read = await ReadAsync(url, stream, buffer, either.Token);
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
                if (read == 0 || !await take(buffer.AsMemory(0, read), cancellationToken))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(ReleaseTexts.NoServer(url.AbsoluteUri, $"no answer within {_patience.TotalSeconds} s"));
        }
        catch (HttpRequestException broken)
        {
            throw new FetchException(ReleaseTexts.NoServer(url.AbsoluteUri, (broken.InnerException as AuthenticationException
                ?? (Exception)broken).Message));
        }
        catch (CryptographicException useless)
        {
            throw new FetchException(ReleaseTexts.NoServer(url.AbsoluteUri, useless.Message));
        }
    }

    /// <summary>A broken line is none of the disk's faults, which fly past here too.</summary>
    private static async Task<int> ReadAsync(Uri url, Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException broken)
        {
            throw new FetchException(ReleaseTexts.NoServer(url.AbsoluteUri, broken.Message));
        }
    }

    private static void Judge(Uri url, HttpStatusCode status)
    {
        if (status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            throw new FetchException(ReleaseTexts.NotThere(url.AbsoluteUri), isFinal: true);
        }

        if (status is not (HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable))
        {
            throw new FetchException(ReleaseTexts.ServerSays(url.AbsoluteUri, (long)status));
        }
    }

    /// <summary>From which byte the answer goes on, and how many there are in all.</summary>
    private static (long From, long Total)? Part(HttpResponseMessage answer, long have) => answer switch
    {
        { StatusCode: HttpStatusCode.OK, Content.Headers.ContentLength: { } all } => (0, all),
        { StatusCode: HttpStatusCode.PartialContent, Content.Headers.ContentRange: { From: { } from, Length: { } all } }
            when from == have => (from, all),

        // What is here is no part of what the server has: from the beginning, at the next try.
        { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable } => (0, 0),
        _ => null,
    };

    private HttpClient Client()
    {
        var (authority, problem) = LinkFiles.ReadAuthority(link);
        if (authority is null)
        {
            throw new CryptographicException(problem?.Words ?? link.CaFile);
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authority);
        var tls = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (link.CertFile.Length > 0)
        {
            var (own, useless) = GatewayCertificate.Read(link);
            tls.ClientCertificateContext = own is null ? throw new CryptographicException(useless!.Words)
                : SslStreamCertificateContext.Create(own.Own, own.Between, offline: true);
        }

        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 16,
            SslOptions = tls,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }
}
