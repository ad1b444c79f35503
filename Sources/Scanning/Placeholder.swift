import NIOCore
import NIOPosix
import NIOHTTP1
import HeapModule
import DequeModule
import Exposure
