"""The desk: where one seat reads, writes, bargains, orders and commits."""
