using System.Net;
using Npgsql;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>Where the store is, as the command line names it: a <c>postgresql://</c> URL, or words as libpq (<c>host=... dbname=...</c>) or
/// Npgsql (<c>Host=...;Database=...</c>) have them. It never holds the password: that comes from PGPASSWORD or a pgpass file.</summary>
internal sealed record StoreAddress
{
    private StoreAddress(string text, string connectionString) => (Text, ConnectionString) = (text, connectionString);

    /// <summary>As it was given; free of secrets.</summary>
    public string Text { get; }

    /// <summary>For Npgsql: one connection, commits that wait for the disk, and an end to every wait.</summary>
    public string ConnectionString { get; }

    /// <exception cref="ArgumentException">What is wrong and what to do, in one line.</exception>
    public static StoreAddress Parse(string text)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal)
                ? FromUrl(new Uri(text))
                : text.Contains(';', StringComparison.Ordinal) ? new NpgsqlConnectionStringBuilder(text) : FromWords(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ArgumentException($"is no address of a PostgreSQL database: {exception.Message.ReplaceLineEndings(" ")}"
                + " Write postgresql://USER@HOST/DATABASE.", exception);
        }

        if (!string.IsNullOrEmpty(builder.Password))
        {
            throw new ArgumentException("must not hold the password: everybody on the machine can read a command line. Set "
                + "PGPASSWORD or use a pgpass file.");
        }

        if (string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Database))
        {
            throw new ArgumentException("must name a host and a database: postgresql://USER@HOST/DATABASE.");
        }

        if (!IsHere(builder.Host) && builder.SslMode is not (SslMode.VerifyFull or SslMode.VerifyCA))
        {
            throw new ArgumentException($"must say sslmode=verify-full for the database at {builder.Host}: without TLS only one on "
                + "this machine is accepted.");
        }

        builder.Pooling = false;
        builder.ApplicationName = "zhuhui-hub";
        builder.Timeout = 5;
        builder.CommandTimeout = 20;
        builder.CancellationTimeout = 2000;
        builder.TcpKeepAlive = true;
        builder.Options = (builder.Options + " -c synchronous_commit=on -c lock_timeout=5000 -c timezone=UTC").TrimStart();
        return new StoreAddress(text, builder.ConnectionString);
    }

    private static bool IsHere(string host) =>
        host.StartsWith('/') || host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var builder = new NpgsqlConnectionStringBuilder { Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) };
        if (url.Host.Length > 0)
        {
            builder.Host = Uri.UnescapeDataString(url.Host.Trim('[', ']'));
        }

        if (!url.IsDefaultPort && url.Port > 0)
        {
            builder.Port = url.Port;
        }

        var user = url.UserInfo.Split(':', 2);
        builder.Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : builder.Username;
        builder.Password = user.Length > 1 ? user[1] : null;
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Set(builder, pair);
        }

        return builder;
    }

    private static NpgsqlConnectionStringBuilder FromWords(string text)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Set(builder, pair);
        }

        return builder;
    }

    /// <summary>One setting by libpq's name or, where that is the same, Npgsql's.</summary>
    private static void Set(NpgsqlConnectionStringBuilder builder, string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new FormatException($"\"{pair}\" is no setting.");
        }

        var (name, value) = (pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..]));
        builder[name switch
        {
            "dbname" => "Database",
            "user" => "Username",
            "sslmode" => "SSL Mode",
            "sslrootcert" => "Root Certificate",
            "sslcert" => "SSL Certificate",
            "sslkey" => "SSL Key",
            "passfile" => "Passfile",
            _ => name,
        }] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
    }
}
