package io.plateau.bench;

import io.plateau.engine.shard.Example;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The rows of Fashion-MNIST, from the four files that {@code scripts/fetch-fashion-mnist} gets. */
record FashionMnist(byte[][] images, byte[] labels) implements java.io.Serializable {
  static FashionMnist read(Path folder, String part) throws IOException {
    return new FashionMnist(
        records(folder.resolve(part + "-images-idx3-ubyte.gz"), 16),
        flat(records(folder.resolve(part + "-labels-idx1-ubyte.gz"), 8)));
  }

  private static byte[] flat(byte[][] records) {
    byte[] all = new byte[records.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = records[i][0];
    }
    return all;
  }

  private static byte[][] records(Path file, int header) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new FileInputStream(file.toFile())))) {
      in.readInt();
      byte[][] records = new byte[in.readInt()][];
      int size = 1;
      for (int read = 8; read < header; read += 4) {
        size *= in.readInt();
      }
      for (int i = 0; i < records.length; i++) {
        records[i] = in.readNBytes(size);
      }
      return records;
    }
  }

  /** Pixels scaled to [0, 1]. */
  float[] pixels(int i) {
    float[] x = new float[images[i].length];
    for (int p = 0; p < x.length; p++) {
      x[p] = (images[i][p] & 255) / 255f;
    }
    return x;
  }

  /** The first rows as examples, made anew whenever they are asked for. */
  JavaRDD<Example> examples(JavaSparkContext spark, int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    Broadcast<FashionMnist> all = spark.broadcast(this);
    return spark
        .parallelize(numbers, 4)
        .map(i -> Example.dense(all.value().pixels(i), new float[] {all.value().labels()[i]}, 1));
  }
}
