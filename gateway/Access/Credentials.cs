using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>What all doors share to tell a sound PIN or pass from another: the keys, the wrong tries, and how often a pass was
/// used.</summary>
/// <param name="usesOf">How often a pass, or a person with so many uses, was let in by this gateway's journal.</param>
internal sealed class Credentials(PinDigests pins, PassSigner passes, PinTries tries, Func<string, int> usesOf) : IDisposable
{
    public PinDigests Pins => pins;

    public PassSigner Passes => passes;

    public PinTries Tries => tries;

    /// <summary>Held while somebody with counted uses is decided about, so that two doors at once do not both see the last use
    /// free.</summary>
    public Lock Counting { get; } = new();

    public int UsesOf(string pass) => usesOf(pass);

    /// <summary>Opens the keys, made on first use, and takes up the wrong tries before the restart.</summary>
    /// <exception cref="StorageException">A key is not whole, or the system refuses its file.</exception>
    public static Credentials Open(SiteFile site, EventLedger ledger, Func<string, int> usesOf, TimeProvider time)
    {
        var tries = new PinTries(site.Credentials, time);
        tries.Recall(ledger);
        return new Credentials(PinDigests.Open(site.DataFolder), PassSigner.Open(site.DataFolder), tries, usesOf);
    }

    public void Dispose() => passes.Dispose();
}
