using System.Security.Cryptography;
using System.Text;
using LiteDB;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>A fingerprint over all documents, kept up change by change. LiteDB opens a file that has lost an index page without a word and
/// with fewer documents: this is what tells.</summary>
internal sealed class RegistryDigest
{
    private readonly SortedDictionary<RegistryKey, byte[]> _hashes;

    public RegistryDigest(IEnumerable<KeyValuePair<RegistryKey, byte[]>> documents)
    {
        _hashes = new SortedDictionary<RegistryKey, byte[]>(Comparer<RegistryKey>.Create(static (a, b) =>
            string.CompareOrdinal(a.Collection, b.Collection) is var order and not 0 ? order : string.CompareOrdinal(a.Id, b.Id)));
        foreach (var (key, bson) in documents)
        {
            Put(key, bson);
        }
    }

    public int Count => _hashes.Count;

    public void Put(RegistryKey key, byte[] bson) => _hashes[key] = SHA256.HashData(bson);

    public void Remove(RegistryKey key) => _hashes.Remove(key);

    /// <returns>32 bytes that no other set of documents, and no other state, has.</returns>
    public byte[] Compute(RegistryMark mark)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(BsonSerializer.Serialize(mark.ToBson()));
        foreach (var (key, hash) in _hashes)
        {
            all.AppendData(Encoding.UTF8.GetBytes($"{key.Collection}/{key.Id}\n"));
            all.AppendData(hash);
        }

        return all.GetHashAndReset();
    }
}
