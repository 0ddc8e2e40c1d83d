namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>A secret key that the data folder's contents need, and where it lies.</summary>
/// <param name="Name">The file in the folder <c>keys</c>.</param>
/// <param name="Credential">The systemd credential that outranks the file.</param>
/// <param name="What">What it is, for messages: "the PIN key".</param>
internal sealed record DataKey(string Name, string Credential, string What)
{
    public const int Bytes = 32;

    /// <summary>Opens the face templates.</summary>
    public static DataKey Template { get; } = new("template.key", "template-key", "the template key");

    /// <summary>Under it lie the digests of PINs.</summary>
    public static DataKey Pin { get; } = new("pin.key", "pin-key", "the PIN key");

    /// <summary>Signs visitors' passes.</summary>
    public static DataKey Pass { get; } = new("pass.key", "pass-key", "the pass key");

    /// <summary>Opens the photos that people agreed to have kept.</summary>
    public static DataKey Photo { get; } = new("photo.key", "photo-key", "the photo key");

    /// <summary>Opens the second factors of accounts, and the keys under which sessions lie. In no backup: accounts are made anew on
    /// another box.</summary>
    public static DataKey Account { get; } = new("account.key", "account-key", "the account key");

    /// <summary>Without which people come back incomplete.</summary>
    public static IReadOnlyList<DataKey> All { get; } = [Template, Pin, Pass, Photo];

    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "keys");

    public string PathIn(string dataFolder) => Path.Combine(FolderIn(dataFolder), Name);

    /// <summary>For a command that may need any of them and is not the gateway.</summary>
    /// <exception cref="StorageException">One is a credential of the gateway's that this program is not given.</exception>
    public static void NeedAll(string dataFolder)
    {
        if (All.Append(Account).FirstOrDefault(key => KeyFile.IsElsewhere(key.PathIn(dataFolder), key.Credential)) is { } missing)
        {
            throw new StorageException($"{missing.What} is the systemd credential {missing.Credential}, which only the gateway is given: "
                + "type the command while the gateway runs, or give it the credentials too, with CREDENTIALS_DIRECTORY=FOLDER");
        }
    }

    /// <summary>Whether it is made, or given to the service; its bytes are not read.</summary>
    public bool IsThere(string dataFolder) => KeyFile.IsThere(PathIn(dataFolder), Credential);

    /// <returns>The key; made on first use.</returns>
    /// <exception cref="StorageException">The key is not whole, or the system refuses its file.</exception>
    public byte[] ReadOrMake(string dataFolder) => KeyFile.ReadOrMake(PathIn(dataFolder), Credential, Bytes, What);

    /// <returns>Null where there is none yet.</returns>
    /// <exception cref="StorageException">The key is not whole, or the system refuses its file.</exception>
    public byte[]? Read(string dataFolder) => KeyFile.Read(PathIn(dataFolder), Credential, Bytes, What);
}
