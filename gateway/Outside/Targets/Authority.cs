using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Zhuhui.Edge.Gateway.Outside.Targets;

/// <summary>The certificate authority of a server of the estate's own.</summary>
internal static class Authority
{
    /// <returns>Null where the machine's authorities hold.</returns>
    /// <exception cref="CryptographicException">The file is not there, or no certificate.</exception>
    public static X509ChainPolicy? Policy(string caFile)
    {
        if (caFile.Length == 0)
        {
            return null;
        }

        try
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(caFile);
            return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("no certificate in it");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CryptographicException(unreadable.Message, unreadable);
        }
    }

    /// <summary>Whether a server's certificate holds by that authority, and is for the server's name.</summary>
    public static bool Holds(X509ChainPolicy policy, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = policy.Clone() };
        return chain.Build(shown);
    }
}
