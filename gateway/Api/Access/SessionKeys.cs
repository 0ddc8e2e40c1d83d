using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>The keys under which sessions' cookies lie: ASP.NET Core's own, in the data folder, sealed with the account key, so that a
/// session outlives a restart and a copy of the folder without that key opens none. They change every 90 days by themselves.</summary>
internal static class SessionKeys
{
    public const string Folder = "sessions";

    public static IServiceCollection AddSessionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("zhuhui-edge");
        services.AddOptions<KeyManagementOptions>().Configure<SiteFile>((options, site) =>
        {
            options.XmlRepository = new SessionKeyFiles(site.DataFolder);
            options.XmlEncryptor = new SessionKeySealer(site.DataFolder);
        });

        // Reads or makes a key at the start: a gateway without the API needs none, and one with it makes it at the first login.
        foreach (var early in services.Where(one => one.ServiceType == typeof(IHostedService)
            && one.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly).ToArray())
        {
            services.Remove(early);
        }

        return services;
    }
}

/// <summary>What does not open under the account key of today is passed over: those sessions are over, and no request is told of it
/// again and again.</summary>
internal sealed class SessionKeyFiles(string dataFolder) : FileSystemXmlRepository(
    new DirectoryInfo(Path.Combine(DataKey.FolderIn(dataFolder), SessionKeys.Folder)), NullLoggerFactory.Instance)
{
    public override IReadOnlyCollection<XElement> GetAllElements()
    {
        var all = base.GetAllElements();
        if (all.Count == 0)
        {
            return all;
        }

        using var cipher = BoundCipher.Open(DataKey.Account, dataFolder);
        return [.. all.Where(key => key.Descendants(SessionKeySealer.Element).All(box => SessionKeySealer.Open(cipher, box) is not null))];
    }
}

internal sealed class SessionKeySealer(string dataFolder) : IXmlEncryptor
{
    public const string Element = "sealed";

    private const string Owner = "session-keys";

    /// <returns>Null where the account key is another one, or the file was altered.</returns>
    public static XElement? Open(BoundCipher cipher, XElement box)
    {
        try
        {
            return cipher.Open(Owner, Convert.FromBase64String(box.Value)) is { } text
                ? XElement.Parse(Encoding.UTF8.GetString(text)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        using var cipher = BoundCipher.Open(DataKey.Account, dataFolder);
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(new XElement(Element, Convert.ToBase64String(cipher.Seal(Owner, text))), typeof(SessionKeyOpener));
    }
}

/// <summary>Named in the files of the keys: another name of this type opens none of them. ASP.NET Core makes it, and gives it the
/// services.</summary>
internal sealed class SessionKeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        using var cipher = BoundCipher.Open(DataKey.Account, ((SiteFile)services.GetService(typeof(SiteFile))!).DataFolder);
        return SessionKeySealer.Open(cipher, encryptedElement)
            ?? throw new StorageException("a session key is sealed under another account key; those sessions are over");
    }
}
