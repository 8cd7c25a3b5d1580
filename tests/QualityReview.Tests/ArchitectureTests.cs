using System.Reflection;
using System.Reflection.Emit;

namespace QualityReview.Tests;

/// <summary>Holds the arrows between the rooms: which namespace may use which.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Each room with the rooms that it may use.</summary>
    private static readonly Dictionary<string, string[]> _mayUse = new()
    {
        [""] = [],
        ["Hashing"] = [""],
        ["Storage"] = [""],
        ["Parquet"] = [""],
        ["Samples"] = ["", "Storage", "Hashing", "Parquet"],
        ["Scorers"] = ["", "Storage", "Samples", "Hashing"],
        ["Clusters"] = ["", "Storage", "Samples", "Scorers", "Hashing"],
        ["Percentiles"] = ["", "Scorers"],
        ["Duplicates"] = ["", "Storage", "Samples", "Hashing"],
        ["Samplers"] = ["", "Hashing"],
        ["People"] = ["", "Storage"],
        ["Reviews"] = ["", "Storage", "Hashing"],
        ["Filters"] = ["", "Storage", "Samples", "Duplicates", "Scorers", "Clusters", "Percentiles", "Reviews", "Hashing", "Samplers"],
        ["Queues"] = ["", "Storage", "Samples", "Scorers", "Reviews", "Samplers", "Filters", "Hashing"],
        ["Comparisons"] = ["", "Storage", "Samples", "Scorers", "Clusters", "Percentiles", "Reviews", "Filters", "Samplers", "Hashing"],
        ["Recipes"] = ["", "Storage", "Reviews", "Filters", "Samplers", "Hashing"],
        ["Exports"] = ["", "Storage", "Samples", "Scorers", "Clusters", "Percentiles", "Reviews", "Filters", "Recipes", "Parquet", "Hashing"],
        ["Jobs"] = ["", "Storage", "Samples", "Duplicates", "Scorers", "Clusters", "Percentiles", "Reviews", "Filters", "Recipes", "Exports", "Hashing"],
    };

    [Fact]
    public void Rooms_EveryReferenceBetweenTypes_FollowsTheArrows()
    {
        var assembly = typeof(QualityReviewException).Assembly;
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes().Where(type => type.Namespace?.StartsWith("QualityReview", StringComparison.Ordinal) == true))
        {
            var room = RoomOf(type);
            Assert.True(_mayUse.ContainsKey(room), $"{type} is in the room {room}, which no arrow names.");
            foreach (var used in Uses(type).Where(used => used.Assembly == assembly && used.Namespace?.StartsWith("QualityReview", StringComparison.Ordinal) == true))
            {
                var other = RoomOf(used);
                if (other != room && !_mayUse[room].Contains(other))
                {
                    wrong.Add($"{room} uses {other}: {type.Name} -> {used.Name}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Domain_ReferencedAssemblies_HoldNoBlazorAndNoOnnx()
    {
        var names = typeof(QualityReviewException).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).ToList();

        Assert.DoesNotContain(names, name => name.Contains("AspNetCore", StringComparison.Ordinal) || name.Contains("OnnxRuntime", StringComparison.Ordinal));
        Assert.Contains("Dapper", names);
    }

    private static string RoomOf(Type type)
    {
        var parts = (type.Namespace ?? "").Split('.');
        return parts.Length > 1 ? parts[1] : "";
    }

    /// <summary>Types in signatures, fields and bases, and those whose members the bodies call.</summary>
    private static IEnumerable<Type> Uses(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<Type> direct = [.. type.GetInterfaces(), .. type.GetFields(all).Select(field => field.FieldType)];
        direct = type.BaseType is null ? direct : direct.Append(type.BaseType);
        foreach (var method in type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all)))
        {
            direct = direct.Concat(method.GetParameters().Select(parameter => parameter.ParameterType)).Concat(BodyUses(method));
            if (method is MethodInfo { ReturnType: var result })
            {
                direct = direct.Append(result);
            }
        }

        return direct.SelectMany(Unwrap).Distinct();
    }

    private static IEnumerable<Type> BodyUses(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        foreach (var token in Tokens(code))
        {
            MemberInfo? member = null;
            try
            {
                member = method.Module.ResolveMember(
                    token,
                    method.DeclaringType is { IsGenericType: true } ? method.DeclaringType.GetGenericArguments() : null,
                    method.IsGenericMethod ? method.GetGenericArguments() : null);
            }
            catch (ArgumentException)
            {
                // A string or signature token.
            }

            if (member is Type used)
            {
                yield return used;
            }
            else if (member?.DeclaringType is { } declaring)
            {
                yield return declaring;
            }
        }
    }

    private static readonly Dictionary<short, OpCode> _opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
            {
                value = (short)(0xFE00 | code[at++]);
            }

            var operand = _opCodes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Unwrap(Type type)
    {
        if (type.HasElementType)
        {
            return Unwrap(type.GetElementType()!);
        }

        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrap).Append(type.GetGenericTypeDefinition()) : [type];
    }
}
