using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace QualityReview.Exports;

/// <summary>A file that is being written: a second thread hashes it and gives it to the disk. Closing it waits until all is written.</summary>
internal sealed class SubsetFile : Stream
{
    private const int BlockBytes = 1 << 20, BlocksAhead = 4;

    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly BlockingCollection<(byte[] Block, int Count)> _waiting = new(BlocksAhead);
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly Task _writing;
    private byte[] _block = new byte[BlockBytes];
    private int _count;
    private bool _isClosed;

    public SubsetFile(string path)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _writing = Task.Factory.StartNew(WriteBlocks, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Bytes written; right once it is closed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Of all bytes; empty until it is closed.</summary>
    public string Sha256 { get; private set; } = "";

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var part = buffer[..Math.Min(buffer.Length, BlockBytes - _count)];
            part.CopyTo(_block.AsSpan(_count));
            _count += part.Length;
            buffer = buffer[part.Length..];
            if (_count == BlockBytes)
            {
                Send();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Blocks go to the disk when they are full or the file is closed.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>A full disk shows here at the latest.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            try
            {
                if (!_writing.IsFaulted)
                {
                    Send();
                }

                _waiting.CompleteAdding();
                _writing.GetAwaiter().GetResult();
                Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
            }
            finally
            {
                _file.Dispose();
                _hash.Dispose();
                _waiting.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private void Send()
    {
        Bytes += _count;
        try
        {
            _waiting.Add((_block, _count));
        }
        catch (InvalidOperationException)
        {
            // The other thread has failed and takes no more: its own fault is the one to tell.
            _writing.GetAwaiter().GetResult();
        }

        _block = _free.TryTake(out var free) ? free : new byte[BlockBytes];
        _count = 0;
    }

    private void WriteBlocks()
    {
        try
        {
            foreach (var (block, count) in _waiting.GetConsumingEnumerable())
            {
                _file.Write(block, 0, count);
                _hash.AppendData(block, 0, count);
                _free.Add(block);
            }

            _file.Flush(flushToDisk: true);
        }
        catch
        {
            _waiting.CompleteAdding();
            throw;
        }
    }
}
