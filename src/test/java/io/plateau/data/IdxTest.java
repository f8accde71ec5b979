package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.data.column.Task;
import io.plateau.data.source.Origin;
import io.plateau.data.source.Source;
import io.plateau.data.source.Table;
import io.plateau.data.source.TextTypes;
import io.plateau.job.Job;
import io.plateau.train.DataException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void readsPairsOfImagesAndLabels(String suffix) throws IOException {
    // More rows than one task reads, so that a task begins in the middle of the files.
    int n = 15_003;
    byte[] pixels = new byte[2 * 3 * n];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 10);
      for (int j = 0; j < 6; j++) {
        pixels[6 * i + j] = (byte) (i + 40 * j);
      }
    }
    Path images = write("train-images-idx3-ubyte" + suffix, pixels, n, 2, 3);
    write("train-labels-idx1-ubyte" + suffix, labels, n);
    JobData data = Jobs.read(idx(images));
    assertThat(data.parts().rows().task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(data.columns().features()).containsExactly("features");
    List<List<Object>> rows = Jobs.rows(data.parts().training());
    assertThat(rows).hasSize(n);
    for (int i : new int[] {0, 1, 14_999, 15_000, 15_002}) {
      double[] expected = new double[6];
      Arrays.setAll(expected, j -> (i + 40 * j) & 0xff);
      assertThat(rows.get(i)).containsExactly(Vectors.dense(expected), Integer.toString(i % 10));
    }
    assertThat(data.prepare().classes())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void lastImagesAreInTheOrderOfTheFile() throws IOException {
    Path images = write("train-images-idx3-ubyte", new byte[] {1, 2, 3, 4}, 4, 1, 1);
    write("train-labels-idx1-ubyte", new byte[] {5, 6, 5, 6}, 4);
    JobData data = Jobs.read(Jobs.with(idx(images), new Job.Part.Last(1), Jobs.NONE));
    assertThat(Jobs.rows(data.parts().test().get()))
        .containsExactly(List.of(Vectors.dense(4), "6"));
  }

  @Test
  void optionNamesTheLabels() throws IOException {
    Path images = write("pictures", new byte[] {1, 2}, 2, 1, 1);
    Path labels = write("answers", new byte[] {0, 1}, 2);
    assertThat(Jobs.read(Jobs.with(idx(images), "idx", Map.of("labels", labels.toString()))).rows())
        .isEqualTo(2);
    refused(images)
        .hasMessage(
            "the labels of %s are not known: name them in data.options.labels, or call the images …images-idx3-ubyte",
            images);
    assertThatThrownBy(
            () -> Jobs.read(Jobs.with(idx(images), "idx", Map.of("label", labels.toString()))))
        .isInstanceOf(DataException.class)
        .hasMessage("format idx has no option \"label\"; it has labels");
  }

  @Test
  void optionNamesTheLabelsOfTheJobsPathAlone() throws IOException {
    Path images = write("pictures", new byte[] {1, 2}, 2, 1, 1);
    Path labels = write("answers", new byte[] {0, 1}, 2);
    Path others = write("test-images-idx3", new byte[] {3, 4}, 2, 1, 1);
    write("test-labels-idx1", new byte[] {1, 0}, 2);
    Job.Data data = Jobs.with(idx(images), "idx", Map.of("labels", labels.toString()));
    JobData read =
        Jobs.read(
            Jobs.with(
                data, new Job.Part.Path(others.toString()), new Job.Part.Path(others.toString())));
    assertThat(Jobs.rows(read.parts().training()))
        .containsExactly(List.of(Vectors.dense(1), "0"), List.of(Vectors.dense(2), "1"));
    List<List<Object>> expected =
        List.of(List.of(Vectors.dense(3), "1"), List.of(Vectors.dense(4), "0"));
    assertThat(Jobs.rows(read.parts().test().get())).isEqualTo(expected);
    assertThat(Jobs.rows(read.parts().validation().get())).isEqualTo(expected);
    SparkSession spark = LocalSpark.session();
    assertThat(read(data, "file:" + images).rows().select("label").takeAsList(2))
        .map(row -> row.getInt(0))
        .containsExactly(0, 1);
    Path unnamed = write("more", new byte[] {3, 4}, 2, 1, 1);
    assertThatThrownBy(() -> read(data, unnamed.toString()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the labels of %s are not known: data.options.labels names only those of data.path; call the images …images-idx3-ubyte, and their labels …labels-idx1-ubyte",
            unnamed);
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    write("labels-idx1", new byte[] {0, 1}, 2);
    Path images = folder.resolve("images-idx3");
    refused(images).hasMessage("there is no file at " + images);

    write("images-idx3", new byte[] {1, 2, 3}, 3, 1, 1);
    refused(images)
        .hasMessage(
            "%s has 3 images but %s has 2 labels; they must be a pair",
            images, folder.resolve("labels-idx1"));

    write("images-idx3", new byte[] {1}, 2, 1, 1);
    refused(images)
        .hasMessage(
            "%s must have 2 bytes of numbers (2 × 1 × 1), but has 1; it is truncated or damaged",
            images);

    write("images-idx3", new byte[] {1, 2, 3}, 2, 1, 1);
    refused(images)
        .hasMessage(
            "%s must have 2 bytes of numbers (2 × 1 × 1), but has 3; it is truncated or damaged",
            images);

    write("images-idx3", new byte[] {1, 2}, 2);
    refused(images)
        .hasMessage("%s must have 3 dimensions (images: count, rows, columns), but has 1", images);

    write("images-idx3", new byte[] {}, 2, -1, 1);
    refused(images)
        .hasMessage(
            "%s: size -1 of dimension 2 is not one of a file; its header is damaged", images);

    Files.write(images, new byte[] {0, 0, 0x0d, 3, 0, 0, 0, 0});
    refused(images)
        .hasMessage(
            "%s is not an idx file of bytes: it must begin with 00 00 08 and the number of dimensions (1 to 3), but begins with 00 00 0d 03",
            images);

    Files.write(images, new byte[] {0, 0, 8});
    refused(images).hasMessage(images + " is truncated or damaged: not a whole idx file");
  }

  @Test
  void refusesTruncatedGzip() throws IOException {
    write("labels-idx1.gz", new byte[5000], 5000);
    byte[] noise = new byte[5000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * i);
    }
    Path images = write("images-idx3.gz", noise, 5000, 1, 1);
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - 20));
    refused(images).hasMessage(images + " is truncated or damaged: not a whole idx file");
  }

  @Test
  void noImagesAreZeroRows() throws IOException {
    Path images = write("images-idx3", new byte[0], 0, 2, 2);
    write("labels-idx1", new byte[0], 0);
    refused(images).hasMessage("there are no rows in " + images + " (data.path)");
  }

  @Test
  void filesAreClosedHoweverFewRowsAreRead() throws IOException {
    Path images = write("images-idx3", new byte[] {1, 2, 3, 4}, 4, 1, 1);
    write("labels-idx1", new byte[] {5, 6, 5, 6}, 4);
    Path none = write("none-images-idx3", new byte[0], 0, 2, 2);
    write("none-labels-idx1", new byte[0], 0);
    SparkSession spark = LocalSpark.session();
    spark.conf().set("fs.watched.impl", WatchedFiles.class.getName());
    assertThat(read(idx(images), "watched:" + images).rows().takeAsList(1)).hasSize(1);
    assertThat(read(idx(none), "watched:" + none).rows().count()).isZero();
    assertThat(WatchedFiles.OPENED).hasSizeGreaterThanOrEqualTo(8);
    assertThat(WatchedFiles.OPEN).isEmpty();
  }

  /** The files of this machine, and which of them are open. */
  public static final class WatchedFiles extends RawLocalFileSystem {
    static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();
    static final Set<Object> OPENED = ConcurrentHashMap.newKeySet();

    @Override
    public String getScheme() {
      return "watched";
    }

    @Override
    public URI getUri() {
      return URI.create("watched:///");
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
      FSDataInputStream in =
          new FSDataInputStream(super.open(path, buffer).getWrappedStream()) {
            @Override
            public void close() throws IOException {
              OPEN.remove(this);
              super.close();
            }
          };
      OPEN.add(in);
      OPENED.add(in);
      return in;
    }
  }

  private Path write(String name, byte[] numbers, int... sizes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes;
        DataOutputStream data = new DataOutputStream(out)) {
      data.writeInt(0x0800 + sizes.length);
      for (int size : sizes) {
        data.writeInt(size);
      }
      data.write(numbers);
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  private static Table read(Job.Data data, String path) {
    return Source.read(LocalSpark.session(), data, Origin.ofJob(path), TextTypes.NONE);
  }

  private static Job.Data idx(Path images) {
    return Jobs.with(Jobs.csv(images, "label"), "idx", Map.of());
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      Path images) {
    return assertThatThrownBy(() -> Jobs.read(idx(images), Jobs.spec("auto", false)))
        .isInstanceOf(DataException.class);
  }
}
