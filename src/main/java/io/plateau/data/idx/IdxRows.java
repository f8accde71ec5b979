package io.plateau.data.idx;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.IOUtils;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Images and labels, pair by pair. Their files are closed when the task ends. */
public final class IdxRows implements Iterator<Row> {
  private final String path;
  private final DataInputStream images;
  private final DataInputStream labels;
  private final byte[] pixels;
  private final long first;
  private int left;

  public IdxRows(IdxFile images, IdxFile labels, int from, int to, Configuration conf) {
    this.path = images.path();
    this.images = opened(images, from, conf);
    this.labels = opened(labels, from, conf);
    this.pixels = new byte[images.item()];
    this.first = from;
    this.left = to - from;
  }

  private static DataInputStream opened(IdxFile file, int from, Configuration conf) {
    try {
      DataInputStream in = file.from(from, conf);
      TaskCompletionListener closing = ended -> IOUtils.closeStream(in);
      TaskContext.get().addTaskCompletionListener(closing);
      return in;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public Row next() {
    if (left == 0) {
      throw new NoSuchElementException();
    }
    try {
      images.readFully(pixels);
      int label = labels.readUnsignedByte();
      double[] values = new double[pixels.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = pixels[i] & 0xff;
      }
      left--;
      return RowFactory.create(Vectors.dense(values), label, path, first);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
