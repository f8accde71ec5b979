package io.plateau.data.idx;

import io.plateau.train.DataException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A checked IDX file: two zero bytes, the type of its numbers, how many dimensions, the size of
 * each (big-endian, 32 bits), then the numbers.
 *
 * @param path of the file
 * @param sizes of its dimensions, the number of items first
 */
public record IdxFile(String path, int[] sizes) implements Serializable {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int BUFFER = 1 << 16;

  /**
   * Opens a file and reads it to its end once, so that a truncated one is found before anything is
   * computed from it.
   *
   * @throws DataException where the file is not what its header says
   */
  public static IdxFile open(Path path, Configuration conf) throws IOException {
    try (DataInputStream in = stream(path, 0, conf)) {
      int magic = in.readInt();
      int type = magic >>> 8;
      int dimensions = magic & 0xff;
      if (type != UNSIGNED_BYTE || dimensions == 0 || dimensions > 3) {
        throw new DataException(
            "%s is not an idx file of bytes: it must begin with 00 00 08 and the number of dimensions (1 to 3), but begins with %02x %02x %02x %02x"
                .formatted(
                    path, magic >>> 24, magic >>> 16 & 0xff, magic >>> 8 & 0xff, dimensions));
      }
      int[] sizes = new int[dimensions];
      long bytes = 1;
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = in.readInt();
        if (sizes[i] < 0 || i > 0 && sizes[i] == 0) {
          throw new DataException(
              "%s: size %d of dimension %d is not one of a file; its header is damaged"
                  .formatted(path, sizes[i], i + 1));
        }
        bytes = Math.multiplyExact(bytes, (long) sizes[i]);
      }
      long item = Arrays.stream(sizes).skip(1).asLongStream().reduce(1, Math::multiplyExact);
      if (item > Integer.MAX_VALUE - 8) {
        throw new DataException("%s: an item of %d bytes is too large".formatted(path, item));
      }
      long came = 0;
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        came += n;
      }
      if (came != bytes) {
        throw new DataException(
            "%s must have %d bytes of numbers (%s), but has %d; it is truncated or damaged"
                .formatted(path, bytes, shape(sizes), came));
      }
      return new IdxFile(path.toString(), sizes);
    } catch (FileNotFoundException missing) {
      throw new DataException("there is no file at " + path, missing);
    } catch (EOFException | ZipException | ArithmeticException damaged) {
      throw new DataException(path + " is truncated or damaged: not a whole idx file", damaged);
    }
  }

  public int count() {
    return sizes[0];
  }

  /** Bytes of an item. */
  public int item() {
    return Arrays.stream(sizes).skip(1).reduce(1, Math::multiplyExact);
  }

  public void requireDimensions(int dimensions, String meaning) {
    if (sizes.length != dimensions) {
      throw new DataException(
          "%s must have %d dimensions (%s), but has %d"
              .formatted(path, dimensions, meaning, sizes.length));
    }
  }

  /** The numbers from an item on; the caller closes it. */
  public DataInputStream from(int item, Configuration conf) throws IOException {
    long place = Integer.BYTES * (1L + sizes.length) + (long) item * item();
    return stream(new Path(path), place, conf);
  }

  private static DataInputStream stream(Path path, long place, Configuration conf)
      throws IOException {
    FileSystem files = path.getFileSystem(conf);
    InputStream raw = new BufferedInputStream(files.open(path), BUFFER);
    try {
      raw.mark(2);
      boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      DataInputStream in =
          new DataInputStream(
              gzipped ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw);
      in.skipNBytes(place);
      return in;
    } catch (IOException | RuntimeException problem) {
      raw.close();
      throw problem;
    }
  }

  private static String shape(int[] sizes) {
    return String.join(" × ", Arrays.stream(sizes).mapToObj(Integer::toString).toList());
  }
}
