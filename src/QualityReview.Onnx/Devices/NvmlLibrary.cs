using System.Runtime.InteropServices;
using System.Text;

namespace QualityReview.Onnx.Devices;

/// <summary>The NVIDIA Management Library of this machine. The functions are those of NVML's API reference, chapter "Device Queries".</summary>
internal sealed unsafe class NvmlLibrary : INvml, IDisposable
{
    private const string LinuxName = "libnvidia-ml.so.1", WindowsName = "nvml.dll";
    private const int Success = 0, LongestText = 128;

    private readonly nint _library;

    private NvmlLibrary(nint library) => _library = library;

    /// <param name="reason">Why there is no library, in one sentence; empty where there is one.</param>
    public static NvmlLibrary? Load(out string reason)
    {
        var name = OperatingSystem.IsWindows() ? WindowsName : LinuxName;
        reason = "";
        if (NativeLibrary.TryLoad(name, out var library))
        {
            return new NvmlLibrary(library);
        }

        reason = $"No NVIDIA driver is on this machine: its library {name} cannot be loaded.";
        return null;
    }

    public string? Start() => Function("nvmlInit_v2") is not 0 and var start ? Words(((delegate* unmanaged<int>)start)()) : "its library lacks nvmlInit_v2";

    public void Stop()
    {
        if (Function("nvmlShutdown") is not 0 and var shutdown)
        {
            _ = ((delegate* unmanaged<int>)shutdown)();
        }
    }

    public string DriverVersion()
    {
        var text = stackalloc byte[LongestText];
        return Function("nvmlSystemGetDriverVersion") is not 0 and var ask && ((delegate* unmanaged<byte*, uint, int>)ask)(text, LongestText) == Success ? Text(text) : "of unknown version";
    }

    public int Count()
    {
        uint count = 0;
        return Function("nvmlDeviceGetCount_v2") is not 0 and var ask && ((delegate* unmanaged<uint*, int>)ask)(&count) == Success ? (int)count : 0;
    }

    public NvidiaGpu Gpu(int index)
    {
        nint device = 0;
        var fault = Function("nvmlDeviceGetHandleByIndex_v2") is not 0 and var ask ? Words(((delegate* unmanaged<uint, nint*, int>)ask)((uint)index, &device)) : "its library lacks nvmlDeviceGetHandleByIndex_v2";
        if (fault is not null)
        {
            return new NvidiaGpu(index, "", 0, 0, $"The driver does not say what it is: {fault}.");
        }

        var text = stackalloc byte[LongestText];
        var name = Function("nvmlDeviceGetName") is not 0 and var askName && ((delegate* unmanaged<nint, byte*, uint, int>)askName)(device, text, LongestText) == Success ? Text(text) : "";
        Memory memory = default;
        var known = Function("nvmlDeviceGetMemoryInfo") is not 0 and var askMemory && ((delegate* unmanaged<nint, Memory*, int>)askMemory)(device, &memory) == Success;
        return new NvidiaGpu(index, name, known ? (long)memory.Total : 0, known ? (long)memory.Free : 0);
    }

    public void Dispose() => NativeLibrary.Free(_library);

    private nint Function(string name) => NativeLibrary.TryGetExport(_library, name, out var function) ? function : 0;

    /// <summary>Null for success, else what the library calls the code.</summary>
    private string? Words(int code)
    {
        if (code == Success)
        {
            return null;
        }

        var said = Function("nvmlErrorString") is not 0 and var ask ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<int, byte*>)ask)(code)) : null;
        return said ?? $"code {code}";
    }

    private static string Text(byte* text)
    {
        var bytes = new ReadOnlySpan<byte>(text, LongestText);
        return Encoding.UTF8.GetString(bytes[..Math.Max(0, bytes.IndexOf((byte)0))]);
    }

    /// <summary>nvmlMemory_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total, Free, Used;
    }
}
