using System.CommandLine;
using System.CommandLine.Parsing;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Settings;

/// <summary><c>--store</c>: the database, which every command of the receiver's needs.</summary>
internal sealed class StoreOption : Option<StoreAddress?>
{
    /// <param name="required">false: the command knows by itself when it is needed.</param>
    public StoreOption(bool required = true)
        : base("--store")
    {
        HelpName = "postgresql://USER@HOST/DATABASE";
        Description = "the database; its password comes from PGPASSWORD or a pgpass file";
        Arity = ArgumentArity.OneOrMore;
        Required = required;
        CustomParser = Read;
    }

    private static StoreAddress? Read(ArgumentResult result)
    {
        try
        {
            return result.Tokens is [.., var last] ? StoreAddress.Parse(last.Value) : null;
        }
        catch (ArgumentException wrong)
        {
            result.AddError($"--store {wrong.Message}");
            return null;
        }
    }
}
