extension Array {
  /// The first index whose element satisfies a condition that all later ones satisfy too; `count` where none does.
  func partitionPoint(_ isLate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if isLate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
