package io.plateau.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Numbers rows in the order of their files, however Spark cut and packed these for its cores.
 *
 * <p>Spark reads a file in blocks and puts blocks of several files into one partition, biggest
 * first. Rows of a block stay together and in order. So: one job counts the rows of each block, the
 * driver lays the blocks out by file name and position, and each row's number is the start of its
 * block plus its place in it. Nothing is sorted and no row is moved. Both jobs read one RDD, whose
 * partitions do not change when executors come or go between them.
 *
 * @param rows with {@link Hidden#ROW} and {@link Hidden#ROW_IN_FILE}
 * @param count of all rows
 */
record Numbering(Dataset<Row> rows, long count) {

  /** Numbers rows that have {@link Hidden#FILE} and {@link Hidden#BLOCK}. */
  static Numbering of(Dataset<Row> rows) {
    int file = rows.schema().fieldIndex(Hidden.FILE);
    int block = rows.schema().fieldIndex(Hidden.BLOCK);
    JavaRDD<Row> rdd = rows.toJavaRDD();
    List<Tuple2<String, long[]>> blocks =
        new ArrayList<>(rdd.mapPartitions(part -> counts(part, file, block)).collect());
    blocks.sort(
        Comparator.comparing((Tuple2<String, long[]> b) -> b._1).thenComparing(b -> b._2[0]));

    HashMap<String, long[]> starts = new HashMap<>();
    long all = 0;
    long inFile = 0;
    String last = null;
    for (Tuple2<String, long[]> b : blocks) {
      inFile = b._1.equals(last) ? inFile : 0;
      last = b._1;
      starts.put(b._1 + '\n' + b._2[0], new long[] {all, inFile});
      all += b._2[1];
      inFile += b._2[1];
    }

    StructType schema =
        rows.schema()
            .add(Hidden.ROW, DataTypes.LongType, false)
            .add(Hidden.ROW_IN_FILE, DataTypes.LongType, false);
    JavaRDD<Row> numbered = rdd.mapPartitions(part -> number(part, file, block, starts));
    return new Numbering(rows.sparkSession().createDataFrame(numbered, schema), all);
  }

  /** Rows of each block of a partition: file, first byte, count. */
  private static Iterator<Tuple2<String, long[]>> counts(Iterator<Row> rows, int file, int block) {
    Map<String, long[]> counts = new HashMap<>();
    List<Tuple2<String, long[]>> result = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      String name = row.getString(file);
      long start = row.getLong(block);
      counts
          .computeIfAbsent(
              name + '\n' + start,
              key -> {
                long[] count = {start, 0};
                result.add(new Tuple2<>(name, count));
                return count;
              })[1]++;
    }
    return result.iterator();
  }

  private static Iterator<Row> number(
      Iterator<Row> rows, int file, int block, Map<String, long[]> starts) {
    Map<String, Long> seen = new HashMap<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        String key = row.getString(file) + '\n' + row.getLong(block);
        long place = seen.merge(key, 1L, Long::sum) - 1;
        long[] start = starts.get(key);
        Object[] values = new Object[row.size() + 2];
        for (int i = 0; i < row.size(); i++) {
          values[i] = row.get(i);
        }
        values[row.size()] = start[0] + place;
        values[row.size() + 1] = start[1] + place + 1;
        return RowFactory.create(values);
      }
    };
  }
}
