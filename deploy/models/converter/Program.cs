using Zhuhui.Edge.ModelConverter;

const string Usage = """
    zhuhui-model-converter GRAPH WEIGHTS OUT   makes the ONNX person detector out of its TensorFlow.js files (deploy/models.sh does)

    Exit codes: 0 done; 1 a file is in the way; 2 the command line is not right.
    """;

switch (args)
{
    case ["help" or "--help" or "-h"]:
        Console.WriteLine(Usage);
        return 0;
    case [var graph, var weights, var file]:
        try
        {
            NanoDetConverter.Convert(graph, weights, file);
            return 0;
        }
        catch (ConversionException inTheWay)
        {
            Console.Error.WriteLine($"zhuhui-model-converter: {inTheWay.Message}");
            return 1;
        }

    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
