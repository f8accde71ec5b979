package io.plateau.ml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import scala.collection.Iterator;

/**
 * Watches of the fits that clients of Spark Connect ask for. A client has no objects of the server,
 * but may tag its operations: one that wants to follow a fit runs it under the tag {@code
 * plateau-UUID}, which the thread of the fit then has among the tags of its Spark jobs, and reads
 * the events under that name, by {@link FitEvents}.
 */
final class ConnectFits {
  /** A tag of a Connect operation, in what the server makes of it for Spark jobs. */
  private static final Pattern TAG = Pattern.compile(".*_Tag_(plateau-[0-9a-f-]{36})");

  /** The most that are kept; those not asked for the longest are forgotten. */
  private static final int CAPACITY = 200;

  /** In the order in which they were last asked for. */
  private static final Map<String, FitWatch> WATCHES =
      new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FitWatch> eldest) {
          return size() > CAPACITY;
        }
      };

  private ConnectFits() {}

  /** The watch of a tag, made by whoever comes first, the fit or its client. */
  static FitWatch watch(String tag) {
    synchronized (WATCHES) {
      return WATCHES.computeIfAbsent(tag, name -> new FitWatch());
    }
  }

  /** The watch that was given, else that of the operation in whose thread this is, or null. */
  static FitWatch watch(FitWatch given, Dataset<?> rows) {
    if (given != null) {
      return given;
    }
    Iterator<String> tags = rows.sparkSession().sparkContext().getJobTags().iterator();
    while (tags.hasNext()) {
      Matcher tag = TAG.matcher(tags.next());
      if (tag.matches()) {
        return watch(tag.group(1));
      }
    }
    return null;
  }
}
