namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>A journal, registry or folder that cannot be used; the message names the place and the remedy.</summary>
internal sealed class StorageException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What the system's refusal means for the person at the keyboard.</summary>
    /// <param name="what">The thing and its place: "the registry /data/registry.db".</param>
    public static StorageException Refused(string what, Exception refusal) => new(
        refusal is UnauthorizedAccessException
            ? $"{what} belongs to another user ({refusal.Message}); run this command as the service's user, or give the data folder "
            + "to that user with chown -R"
            : $"{what} cannot be opened ({refusal.Message}); see that its disk is mounted, writable and not full",
        refusal);
}
