import type { ImportField } from './import-field'

/** What a column of a file of orders can be. */
export const orderFields: readonly ImportField[] = [
  {
    name: 'clientReference', label: 'Client’s reference', group: 'Order',
    headings: [
      'client_reference', 'client_ref', 'client_id', 'client', 'customer_id', 'customer', 'cust_id', 'customer_no', 'client_no',
      'external_reference', 'rec_id', 'id', 'reference',
    ],
  },
  {
    name: 'occurredAt', label: 'When', group: 'Order',
    headings: [
      'occurred_at', 'date', 'time', 'datetime', 'date_time', 'timestamp', 'trade_date', 'order_date', 'executed_at', 'execution_time',
      'transact_time', 'filled_at', 'placed_at', 'yyyymmdd',
    ],
  },
  {
    name: 'orderId', label: 'Order id', group: 'Order',
    headings: [
      'order_id', 'order', 'order_no', 'order_number', 'order_ref', 'cl_ord_id', 'clordid',
    ],
  },
  {
    name: 'status', label: 'Status', group: 'Order', hasDefault: true,
    values: ['FILLED', 'PARTIALLY_FILLED', 'PLACED', 'CANCELLED', 'REJECTED', 'EXPIRED'],
    headings: [
      'status', 'order_status', 'ord_status', 'state',
    ],
  },
  {
    name: 'side', label: 'Side', group: 'Order', hasDefault: true, values: ['BUY', 'SELL'],
    headings: [
      'side', 'buy_sell', 'b_s', 'bs', 'direction',
    ],
  },
  { name: 'commodity', label: 'Commodity', group: 'Order', hasDefault: true, headings: ['commodity', 'product', 'symbol', 'underlying'] },
  {
    name: 'instrument', label: 'Instrument', group: 'Order', hasDefault: true,
    values: ['SPOT', 'FUTURE', 'OPTION', 'SWAP', 'FORWARD', 'ETF'],
    headings: [
      'instrument', 'instrument_type', 'security_type',
    ],
  },
  {
    name: 'orderType', label: 'Order type', group: 'Order', hasDefault: true, values: ['MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT'],
    headings: [
      'order_type', 'ord_type', 'type',
    ],
  },
  {
    name: 'quantity', label: 'Quantity', group: 'Terms',
    headings: [
      'quantity', 'qty', 'lots', 'volume', 'size', 'last_qty', 'order_qty',
    ],
  },
  { name: 'unit', label: 'Unit', group: 'Terms', hasDefault: true, headings: ['unit', 'units', 'uom', 'quantity_unit'] },
  { name: 'price', label: 'Price', group: 'Terms', headings: ['price', 'px', 'last_px', 'rate', 'fill_price', 'unit_price'] },
  { name: 'currency', label: 'Currency', group: 'Terms', hasDefault: true, headings: ['currency', 'ccy', 'cur'] },
  { name: 'priceUnit', label: 'Price unit', group: 'Terms', hasDefault: true, headings: ['price_unit', 'quotation'] },
  {
    name: 'brokerNote', label: 'Broker’s note', group: 'Further',
    headings: [
      'broker_note', 'note', 'notes', 'comment', 'comments', 'remark', 'remarks',
    ],
  },
  { name: 'account', label: 'Account', group: 'Further', headings: ['account', 'account_id', 'account_no', 'account_number'] },
  { name: 'executionId', label: 'Execution id', group: 'Further', headings: ['execution_id', 'exec_id', 'fill_id', 'trade_id'] },
  { name: 'exchange', label: 'Exchange', group: 'Further', hasDefault: true, headings: ['exchange', 'venue', 'market', 'mic'] },
  {
    name: 'contractMonth', label: 'Contract month', group: 'Further',
    headings: [
      'contract_month', 'maturity', 'expiry', 'delivery_month',
    ],
  },
  { name: 'strike', label: 'Strike', group: 'Further', headings: ['strike', 'strike_price'] },
  {
    name: 'putCall', label: 'Put or call', group: 'Further', values: ['PUT', 'CALL'],
    headings: [
      'put_call', 'call_put', 'cp', 'option_type',
    ],
  },
  {
    name: 'effect', label: 'Open or close', group: 'Further', values: ['OPEN', 'CLOSE'],
    headings: [
      'effect', 'open_close', 'position_effect',
    ],
  },
]
