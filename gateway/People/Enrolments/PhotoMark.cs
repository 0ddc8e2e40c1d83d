using System.Security.Cryptography;
using System.Text;

namespace Zhuhui.Edge.Gateway.People.Enrolments;

/// <summary>By what a photo that a person was enrolled from is known again. It is bound to the person: the same photo has another mark with
/// another person, and of a mark no photo can be made.</summary>
internal static class PhotoMark
{
    /// <summary>So many of a person are kept, the newest.</summary>
    public const int Most = 20;

    private const int Letters = 24;

    public static string Of(PersonId person, byte[] photo)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(person.Value + "\n"));
        hash.AppendData(photo);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Letters];
    }
}
