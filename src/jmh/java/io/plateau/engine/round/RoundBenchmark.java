package io.plateau.engine.round;

import io.plateau.bench.KernelBenchmark;
import io.plateau.engine.shard.TaskFloats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What a round does with vectors beside Spark's own part: bytes and sums. */
public class RoundBenchmark extends KernelBenchmark {
  @Param({"235146", "1860000"})
  int parameters;

  private float[] floats;
  private byte[] bytes;
  private List<float[]> vectors;

  /** Makes vectors of the numbers of a network, and the bytes of one. */
  @Setup
  public void make() throws IOException {
    floats = new float[parameters];
    vectors = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      vectors.add(new float[parameters]);
    }
    bytes = write();
  }

  /** To bytes, as for the wire. */
  @Benchmark
  public byte[] write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 * parameters + 1024);
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(TaskFloats.write(floats));
    }
    return out.toByteArray();
  }

  /** And back. */
  @Benchmark
  public float[] read() throws IOException, ClassNotFoundException {
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return TaskFloats.read(objects.readObject());
    }
  }

  /** The sum of eight shards along the tree; the vectors grow, which takes no longer. */
  @Benchmark
  public Partial sum() {
    List<Partial> parts = new ArrayList<>();
    for (int shard = 0; shard < vectors.size(); shard++) {
      parts.add(new Partial(shard, vectors.get(shard)));
    }
    return PairwiseSum.total(parts, vectors.size());
  }
}
