#if NETFRAMEWORK
// What the tests use and .NET Framework 4.7.2 does not have. It stands here alone, so that the tests are the
// same text on both.
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace System
{
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public static Index End => new(0, fromEnd: true);

        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => fromEnd ? length - value : value;
    }

    internal readonly struct Range(Index start, Index end)
    {
        public Index Start => start;

        public Index End => end;

        public static Range StartAt(Index start) => new(start, Index.End);

        public static Range EndAt(Index end) => new(0, end);
    }

    internal static class NetFramework
    {
        extension(Encoding)
        {
            public static Encoding Latin1 => Encoding.GetEncoding("iso-8859-1");
        }

        extension(Parallel)
        {
            public static async Task ForEachAsync<T>(IEnumerable<T> items, ParallelOptions options, Func<T, CancellationToken, Task> body)
            {
                using var places = new SemaphoreSlim(options.MaxDegreeOfParallelism);
                await Task.WhenAll(items.Select(item => Task.Run(async () =>
                {
                    await places.WaitAsync();
                    try
                    {
                        await body(item, options.CancellationToken);
                    }
                    finally
                    {
                        places.Release();
                    }
                })).ToList());
            }
        }

        public static IEnumerable<T> Order<T>(this IEnumerable<T> items, IComparer<T>? comparer = null) =>
            items.OrderBy(item => item, comparer);

        // .NET Framework replaces by ordinal comparison anyway; it is what the tests ask for.
        public static string Replace(this string text, string old, string replacement, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(old, replacement) : throw new NotSupportedException("Only an ordinal "
                + "Replace is here.");

        public static bool Contains(this string text, string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public static string[] Split(this string text, string separator) => text.Split([separator], StringSplitOptions.None);

        extension(OperatingSystem)
        {
            public static bool IsWindows() => true;
        }

        extension(Directory)
        {
            public static DirectoryInfo CreateTempSubdirectory(string prefix) =>
                Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")));
        }

        extension(File)
        {
            public static void SetUnixFileMode(string path, UnixFileMode mode) =>
                throw new PlatformNotSupportedException("Windows has no mode " + mode + " for " + path + ".");
        }

        public static TValue? GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> items, TKey key) =>
                items.TryGetValue(key, out TValue? value) ? value : default;

        public static Task CancelAsync(this CancellationTokenSource source)
        {
            source.Cancel();
            return Task.CompletedTask;
        }

        public static Task<int> SendAsync(this Socket socket, byte[] bytes) =>
                socket.SendAsync(new ArraySegment<byte>(bytes), SocketFlags.None);

        public static void Write(this Stream stream, byte[] bytes) => stream.Write(bytes, 0, bytes.Length);

        public static async Task ReadExactlyAsync(this Stream stream, byte[] buffer)
        {
            for (int length = 0, count; length < buffer.Length; length += count)
            {
                count = await stream.ReadAsync(buffer, length, buffer.Length - length);
                if (count == 0) throw new EndOfStreamException();
            }
        }

        public static Task<int> ReadAsync(this Stream stream, byte[] buffer, CancellationToken cancellation = default) =>
                stream.ReadAsync(buffer, 0, buffer.Length, cancellation);

        public static Task WriteAsync(this Stream stream, byte[] bytes, CancellationToken cancellation) =>
                stream.WriteAsync(bytes, 0, bytes.Length, cancellation);
    }
}

namespace System.IO
{
    [Flags]
    internal enum UnixFileMode
    {
        OtherRead = 4,
        GroupRead = 32,
        UserWrite = 128,
        UserRead = 256,
    }
}

namespace System.Threading.Tasks
{
    internal sealed class TaskCompletionSource(TaskCreationOptions options = TaskCreationOptions.None) : TaskCompletionSource<bool>(options)
    {
        public void SetResult() => this.SetResult(true);

        public bool TrySetResult() => this.TrySetResult(true);
    }
}

namespace System.Security.Cryptography.X509Certificates
{
    internal static class X509CertificateLoader
    {
        public static X509Certificate2 LoadPkcs12(byte[] bytes, string? password) => new(bytes, password);
    }
}

namespace TwilioEvents.Tests
{
    /// <summary>Comes before the one of System.Net.Sockets, which cannot be disposed of and whose wait cannot be cancelled.</summary>
    internal sealed class TcpListener(System.Net.IPAddress address, int port)
        : System.Net.Sockets.TcpListener(address, port), System.IDisposable
    {
        public Task<Socket> AcceptSocketAsync(CancellationToken cancellation)
        {
            cancellation.Register(this.Stop);
            return this.AcceptSocketAsync();
        }

        public void Dispose() => this.Stop();
    }
}

namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    internal static class RuntimeHelpers
    {
        public static T[] GetSubArray<T>(T[] array, Range range)
        {
            int start = range.Start.GetOffset(array.Length);
            var part = new T[range.End.GetOffset(array.Length) - start];
            Array.Copy(array, start, part, 0, part.Length);
            return part;
        }
    }
}
#endif
