using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Access;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>How much the log tells.</summary>
internal enum Verbosity
{
    Debug,
    Information,
    Warning,
    Error,
}
