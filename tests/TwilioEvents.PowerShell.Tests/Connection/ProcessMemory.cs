using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TwilioEvents.Tests;

/// <summary>Looks for a secret in all memory of this process that can be written; on Linux alone, which shows it as a file.</summary>
internal sealed class ProcessMemory
{
    private const int ChunkSize = 1 << 20;

    // Both hold the secret themselves, so they stay where they are.
    private readonly byte[] secret;
    private readonly byte[] chunk = GC.AllocateArray<byte>(ChunkSize, pinned: true);

    /// <summary>Makes a secret by chance, which stands nowhere else.</summary>
    public ProcessMemory()
    {
        this.secret = GC.AllocateArray<byte>(64, pinned: true);
        for (int i = 0; i < this.secret.Length; i += 2) this.secret[i] = (byte)RandomNumberGenerator.GetInt32('a', 'z' + 1);
    }

    /// <summary>The secret, as a new SecureString.</summary>
    public System.Security.SecureString Secret()
    {
        var text = new System.Security.SecureString();
        for (int i = 0; i < this.secret.Length; i += 2) text.AppendChar((char)this.secret[i]);
        return text;
    }

    /// <summary>How often it stands there.</summary>
    public int Count()
    {
        int count = 0;
        using FileStream memory = File.OpenRead("/proc/self/mem");
        foreach (string line in File.ReadAllLines("/proc/self/maps"))
        {
            string[] range = line.Split(' ')[0].Split('-');
            if (!line.Split(' ')[1].StartsWith("rw", StringComparison.Ordinal)) continue;
            long start = Address(range[0]), end = Address(range[1]);
            for (long at = start; at < end; at += ChunkSize - this.secret.Length)
            {
                int length = this.Read(memory, at, (int)Math.Min(ChunkSize, end - at));
                for (int from = 0; ;)
                {
                    int found = this.chunk.AsSpan(from, length - from).IndexOf(this.secret);
                    if (found < 0) break;
                    from += found + 1;
                    if (!IsIn(this.secret, at + from - 1) && !IsIn(this.chunk, at + from - 1)) count++;
                }
            }
        }

        return count;
    }

    private static long Address(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool IsIn(byte[] array, long address)
    {
        long start = (long)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        return address >= start && address < start + array.Length;
    }

    // Another thread may have given back what stood in the list.
    private int Read(FileStream memory, long at, int length)
    {
        try
        {
            return RandomAccess.Read(memory.SafeFileHandle, this.chunk.AsSpan(0, length), at);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
