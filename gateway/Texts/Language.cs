namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>The language of the lines people read.</summary>
internal enum Language
{
    En,
    Zh,
}
