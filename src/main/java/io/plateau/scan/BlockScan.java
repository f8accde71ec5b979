package io.plateau.scan;

import io.plateau.engine.shard.CachedRdd;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.frame.InternalRows;
import io.plateau.frame.Packing;
import io.plateau.table.Form;
import io.plateau.table.Parsing;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows in Spark's internal form, turned into blocks of columns. Behind the slots a row has whether
 * it is drawn for the test part, whether for the validation part, whether it is malformed, its file
 * and the position of the part of the file that it was read with.
 */
public final class BlockScan implements Iterator<ColumnBlock> {
  /** Bounds of the rows of a block. Many share the work that is done once by different string. */
  private static final int LEAST_ROWS = 1 << 10;

  private static final int MOST_ROWS = 1 << 16;

  /** Values of a block; of stored values of vectors, those of a column. */
  private static final int VALUES = 1 << 22;

  private static final int STORED = 1 << 20;

  /** Bytes of different strings that count as a stored value. */
  private static final int BYTES = 8;

  /** Rows that columns have room for at first. */
  private static final int LEAST_ROOM = 64;

  private final Iterator<InternalRow> input;
  private final Form[] forms;

  /** By slot, how numbers are read. */
  private final NumberCell[] cells;

  private final int width;
  private final int required;

  private final int rows;

  private final TextCodes[] texts;

  /** Rows seen of each part of a file. */
  private final Map<String, long[]> seen = new HashMap<>();

  private UTF8String lastFile;
  private long lastPosition;

  /** Of the part of a file that the last row is in. */
  private long[] counted;

  private ColumnBlock.Segment segment;
  private ColumnBlock block;

  /** By slot, the values of a block, for which there is room; null for slots of other forms. */
  private final double[][] numbers;

  private final int[][] codes;
  private final VectorColumn.Builder[] vectors;

  /** Rows that numbers and codes have room for. */
  private int room;

  /**
   * The rows of a dataset as blocks, which are cached once they are asked for.
   *
   * @param name as Spark's UI shows it
   */
  public static JavaRDD<ColumnBlock> cached(
      Dataset<?> dataset, List<Slot> slots, int required, String name) {
    return CachedRdd.of(of(dataset, slots, required), name, StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * The rows of a dataset as blocks.
   *
   * @param slots of the first columns, in types that are {@linkplain Slot#read read}
   * @param required rows without a value in one of the first so many columns are skipped; 0 for
   *     none
   */
  public static JavaRDD<ColumnBlock> of(Dataset<?> dataset, List<Slot> slots, int required) {
    DataType[] types =
        Arrays.stream(dataset.schema().fields())
            .limit(slots.size())
            .map(StructField::dataType)
            .toArray(DataType[]::new);
    return TaskRdds.mapPartitions(
        InternalRows.of(dataset), rows -> new BlockScan(rows, slots, types, required));
  }

  /**
   * @param types of the slots' columns
   */
  BlockScan(Iterator<InternalRow> input, List<Slot> slots, DataType[] types, int required) {
    this.input = input;
    this.forms = slots.stream().map(Slot::form).toArray(Form[]::new);
    this.cells = Arrays.stream(types).map(NumberCell::of).toArray(NumberCell[]::new);
    this.width = forms.length;
    this.required = required;
    this.rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, VALUES / Math.max(1, width)));
    this.texts = new TextCodes[width];
    this.numbers = new double[width][];
    this.codes = new int[width][];
    this.vectors = new VectorColumn.Builder[width];
    this.room = LEAST_ROOM;
    long columns = slots.stream().filter(slot -> slot.form() == Form.TEXT).count();
    for (int s = 0; s < width; s++) {
      switch (forms[s]) {
        case TEXT -> {
          texts[s] = new TextCodes(columns);
          codes[s] = new int[room];
        }
        case NUMBER, DATE -> numbers[s] = new double[room];
        case VECTOR -> {}
      }
    }
  }

  @Override
  public boolean hasNext() {
    return input.hasNext();
  }

  @Override
  public ColumnBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    begin();
    int stored = 0;
    while (input.hasNext() && block.rows < rows && stored < STORED) {
      stored = add(input.next());
    }
    return closed();
  }

  private void begin() {
    block = new ColumnBlock();
    segment = null;
    block.draws = new byte[rows];
    block.skipped = new boolean[rows];
    block.malformed = new boolean[rows];
    for (int s = 0; s < width; s++) {
      if (forms[s] == Form.TEXT) {
        texts[s].begin();
      } else if (forms[s] == Form.VECTOR) {
        vectors[s] = new VectorColumn.Builder();
      }
    }
  }

  private void grow() {
    room = Math.min(rows, 4 * room);
    for (int s = 0; s < width; s++) {
      if (numbers[s] != null) {
        numbers[s] = Arrays.copyOf(numbers[s], room);
      } else if (codes[s] != null) {
        codes[s] = Arrays.copyOf(codes[s], room);
      }
    }
  }

  /** Adds a row; returns the most that a column of vectors, or all columns of texts, store. */
  private int add(InternalRow row) {
    int at = block.rows++;
    if (at == room) {
      grow();
    }
    int stored = 0;
    long bytes = 0;
    boolean absent = false;
    for (int s = 0; s < width; s++) {
      boolean missing = row.isNullAt(s);
      switch (forms[s]) {
        case NUMBER -> {
          double number = missing ? Double.NaN : cells[s].of(row, s);
          numbers[s][at] = number;
          missing = number != number; // NaN
        }
        case DATE -> numbers[s][at] = missing ? Double.NaN : Parsing.quarterHours(row.getLong(s));
        case TEXT -> {
          codes[s][at] = missing ? -1 : texts[s].code(row.getUTF8String(s));
          bytes += texts[s].bytes();
        }
        case VECTOR -> {
          vectors[s].add(Packing.vector(row, s));
          stored = Math.max(stored, vectors[s].stored());
        }
      }
      absent |= missing && s < required;
    }
    block.draws[at] = (byte) ((truth(row, width) ? 1 : 0) | (truth(row, width + 1) ? 2 : 0));
    block.malformed[at] = truth(row, width + 2);
    block.skipped[at] = absent;
    place(row.getUTF8String(width + 3), row.getLong(width + 4), at);
    return (int) Math.max(stored, bytes / BYTES);
  }

  private static boolean truth(InternalRow row, int column) {
    return !row.isNullAt(column) && row.getBoolean(column);
  }

  private void place(UTF8String file, long position, int at) {
    if (lastFile == null || position != lastPosition || !file.equals(lastFile)) {
      lastFile = file.clone();
      lastPosition = position;
      counted = seen.computeIfAbsent(file.toString() + '\n' + position, key -> new long[3]);
      segment = null;
    }
    if (segment == null) {
      segment = new ColumnBlock.Segment(file.toString(), position, counted.clone());
      block.segments.add(segment);
    }
    segment.add(block, at, counted);
  }

  private ColumnBlock closed() {
    int n = block.rows;
    block.draws = Arrays.copyOf(block.draws, n);
    block.skipped = Arrays.copyOf(block.skipped, n);
    block.malformed = Arrays.copyOf(block.malformed, n);
    block.columns = new Serializable[width];
    for (int s = 0; s < width; s++) {
      block.columns[s] =
          numbers[s] != null
              ? NumberColumn.of(numbers[s], n)
              : vectors[s] != null
                  ? vectors[s].build()
                  : new TextColumn(texts[s].dictionary(), Arrays.copyOf(codes[s], n));
    }
    return block;
  }
}
